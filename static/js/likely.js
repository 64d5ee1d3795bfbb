// While somebody types: people who may be known already appear beside the form, with what agrees. Codes only.
// "Pakai orang ini" takes one for a block, "Bukan orang ini" gives them back. Without this file both are plain buttons.

const form = document.querySelector("form[data-likely-url]");
const place = document.querySelector("[data-likely]");
const waitMs = 350;
const againMs = 20_000; // a colleague may have saved the same call since; asked again only while somebody types
const asked = /(^|-)(name|nickname|nik|phone|birth_date|age|sex|origin_region|guardian|accounts|person)$|^reporter_phone$/;
const seen = new Set(["1", ...(form?.querySelector('[name="likely_seen"]')?.value.split(" ") || [])].filter(Boolean)); // calls by number
let timer = null;
let running = null;
let last = "";
let askedAt = 0;

function state(data) {
  return new URLSearchParams([...data].filter(([name, value]) => asked.test(name) && typeof value === "string")).toString();
}

async function ask() {
  const data = new FormData(form);
  const now = state(data);
  if (now === last && Date.now() - askedAt < againMs) return;
  askedAt = Date.now();
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(form.dataset.likelyUrl, {
      method: "POST",
      body: new URLSearchParams([...data].filter(([name, value]) => name !== "narrative" && typeof value === "string")),
      credentials: "same-origin",
      redirect: "error",
      signal: running.signal,
      headers: { "X-Requested-With": "fetch", "X-CSRFToken": data.get("csrfmiddlewaretoken") || "" },
    });
    if (!answer.ok) return;
    show(await answer.text());
    last = now;
  } catch {
    // the next keystroke asks again
  }
}

// Nobody who stands on one of these buttons loses it under their finger.
function show(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const old = place.querySelector("[data-likely-part]");
  const fresh = made.content.querySelector("[data-likely-part]");
  if (!fresh || old?.innerHTML === fresh.innerHTML) return;
  for (const { dataset } of fresh.querySelectorAll("[data-call]")) seen.add(dataset.call);
  form.querySelector('[name="likely_seen"]').value = [...seen].join(" "); // saving asks only about what is newer
  const held = document.activeElement?.closest("[data-likely] button")?.value;
  place.replaceChildren(fresh);
  if (held) place.querySelector(`button[value="${CSS.escape(held)}"]`)?.focus();
}

function blockOf(index) {
  return form.querySelectorAll("[data-person]")[Number(index)] || form;
}

function choose(index, key, code) {
  const block = blockOf(index);
  const input = block.querySelector('input[name$="person"]');
  const line = block.querySelector("[data-known]");
  if (!input || !line) return;
  input.value = key;
  line.hidden = !key;
  line.querySelector("[data-known-code]").textContent = code;
  const fold = block.closest("details");
  if (fold) fold.open = true; // it folds when somebody leaves it for the suggestions
  if (key) line.querySelector("[data-drop]").focus();
  else (block.querySelector('input[name$="name"]') || block).focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function soon(delay = waitMs) {
  clearTimeout(timer);
  timer = setTimeout(ask, delay);
}

if (form && place) {
  form.querySelector('[name="likely_seen"]').value ||= "1"; // shown during the call, so saving need not ask again
  form.addEventListener("input", (event) => (asked.test(event.target.name || "") || Date.now() - askedAt > againMs) && soon());
  form.addEventListener("change", (event) => asked.test(event.target.name || "") && soon(50));
  document.addEventListener("click", (event) => {
    const take = event.target.closest("button[name=use_person]");
    const drop = event.target.closest("button[name=drop_person]");
    if (!take && !drop) return;
    event.preventDefault();
    if (take) choose(...take.value.split(":"), take.dataset.code);
    else choose(drop.value, "", "");
  });
  soon(0);
}
