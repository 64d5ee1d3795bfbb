// The screen lock. Hides the page at once (Ctrl+. or idle minutes), then locks the session on the server.
// The server's flag is the real lock. This file makes it fast and keeps what was just typed.

const body = document.body;
const idleMs = Number(body.dataset.idleMinutes || 0) * 60_000;
const lockUrl = body.dataset.lockUrl;
const presenceEveryMs = 120_000;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("tppo-lock") : null;

let lastSeen = Date.now();
let lastPing = Date.now();
let locked = false;
let dirty = false;

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

function post(url, fields = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return fetch(url, {
    method: "POST",
    body: form,
    credentials: "same-origin",
    keepalive: true,
    headers: { Accept: "application/json", "X-CSRFToken": token() },
  });
}

function overlay() {
  const cover = document.querySelector("template[data-lock-cover]").content.firstElementChild.cloneNode(true);
  body.append(cover);
  body.classList.add("is-locked");
  return cover;
}

// Drafts get a moment to be saved; then the session is locked and the browser leaves this page.
async function lock({ tellOthers = true } = {}) {
  if (locked || !lockUrl) return;
  locked = true;
  const cover = overlay();
  const waits = [];
  document.dispatchEvent(new CustomEvent("tppo:lock", { detail: { waitUntil: (promise) => waits.push(promise) } }));
  await Promise.race([Promise.allSettled(waits), new Promise((done) => setTimeout(done, 1500))]);
  if (tellOthers) tabs?.postMessage("lock");
  const back = location.pathname + location.search;
  try {
    await post(lockUrl, { next: back });
  } catch {
    cover.querySelector("[data-lock-offline]").hidden = false;
    setTimeout(() => retry(back), 5000);
    return;
  }
  leave(back, cover);
}

function leave(back, cover) {
  if (dirty) askHere(cover);
  else location.replace(`${lockUrl}?next=${encodeURIComponent(back)}`);
}

// The page has input that no draft saves: ask for the password here, so that the page keeps it.
function askHere(cover) {
  const form = cover.querySelector("[data-lock-form]");
  const input = form.querySelector("input");
  const error = form.querySelector("[data-lock-error]");
  form.hidden = false;
  input.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.textContent = "";
    try {
      const answer = await post(`${lockUrl}buka/`, { password: input.value });
      if (answer.ok) return unlock(cover);
      error.textContent = (await answer.json()).error;
    } catch {
      error.textContent = error.dataset.offline;
    }
    input.value = "";
    return input.focus();
  });
}

function unlock(cover) {
  cover.remove();
  body.classList.remove("is-locked");
  locked = false;
  lastSeen = lastPing = Date.now();
}

async function retry(back) {
  try {
    await post(lockUrl, { next: back });
    leave(back, document.querySelector(".lock"));
  } catch {
    setTimeout(() => retry(back), 5000);
  }
}

function seen() {
  lastSeen = Date.now();
  if (lastSeen - lastPing < presenceEveryMs || locked) return;
  lastPing = lastSeen;
  tabs?.postMessage("seen");
  post(`${lockUrl}hadir/`).catch(() => {});
}

if (lockUrl) {
  for (const kind of ["keydown", "pointerdown", "scroll", "input"]) addEventListener(kind, seen, { passive: true, capture: true });
  addEventListener("input", (event) => {
    const form = event.target.closest?.("form");
    if (form && form.method === "post" && !form.dataset.draft) dirty = true;
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === ".") {
      event.preventDefault();
      lock();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-lock-now]")) return;
    event.preventDefault();
    lock();
  });
  document.addEventListener("tppo:locked", () => {
    dirty = true; // the server was already locked: no draft has the input since then
    lock({ tellOthers: false });
  });
  tabs?.addEventListener("message", (event) => (event.data === "lock" ? lock({ tellOthers: false }) : (lastSeen = Date.now())));
  if (idleMs) setInterval(() => Date.now() - lastSeen >= idleMs && lock(), 5000);
}
