// Questions about danger appear as the call goes on, and the day of the event is shown as it was understood.
// Which word asks for which question is known to the server alone.

import { form, part, typed } from "./call_parts.js";

const waitMs = 500;
const place = document.querySelector("[data-risks]");
const eventWords = document.querySelector("[data-event-shown]");
let timer = null;
let running = null;
let last = "";

function state() {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString();
}

async function ask() {
  const now = state();
  if (now === last) return;
  running?.abort();
  running = new AbortController();
  try {
    show(await part(form.dataset.risksUrl, running.signal));
    last = now;
  } catch {
    // the next keystroke asks again; nothing that was answered is lost
  }
}

// Replaced only where other questions are due, so that nobody is interrupted in the middle of one.
function show(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.querySelector("[data-risks-part]");
  const old = place.querySelector("[data-risks-part]");
  if (!fresh) return;
  if (eventWords) {
    const words = fresh.dataset.event;
    eventWords.textContent = words === form.event_on?.value ? "" : words;
  }
  if (old && old.dataset.mark === fresh.dataset.mark && old.dataset.proposed === fresh.dataset.proposed && old.querySelectorAll("button").length === fresh.querySelectorAll("button").length) return;
  const focus = document.activeElement;
  const same = focus && place.contains(focus) && focus.name ? `[name="${CSS.escape(focus.name)}"][value="${CSS.escape(focus.value)}"]` : "";
  const chosen = [...place.querySelectorAll("input:checked")].map((input) => [input.name, input.value]);
  place.replaceChildren(fresh);
  for (const [name, value] of chosen) {
    const input = place.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (input) input.checked = true;
  }
  if (same) place.querySelector(same)?.focus();
}

function soon(delay = waitMs) {
  clearTimeout(timer);
  timer = setTimeout(ask, delay);
}

if (form && place) {
  last = state();
  form.addEventListener("input", () => soon());
  form.addEventListener("change", () => soon(50));
  place.addEventListener("click", (event) => {
    const more = event.target.closest("[data-all-risks]");
    if (more) {
      event.preventDefault();
      form.querySelector('[name="risiko-asked_before"]').value = more.dataset.allRisks;
      return void ask().then(() => place.querySelector("input")?.focus());
    }
    const button = event.target.closest("[data-set-urgency]");
    const radio = button && form.querySelector(`[name="urgency"][value="${button.value}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    typed(radio);
    soon(0);
  });
}
