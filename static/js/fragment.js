// A part of the page that the server renders again while the user types. Each part has one request at a time: a newer one
// aborts the older, or waits for it if the server records what it showed. Focus and choices made meanwhile are kept.
// The part shows a message after a failure; the messages are in templates/shell/fragment_failures.html.

const words = document.querySelector("template[data-fragment-failures]");
const reasons = { 401: "expired", 423: "locked", 429: "often" };

// The server answered, but not with the part. A redirect leads to the sign-in page, so it counts as 401.
export class Refused extends Error {
  constructor(answer) {
    const status = answer.type === "opaqueredirect" ? 401 : answer.status;
    super(String(status));
    this.reason = reasons[status] || "failed";
  }
}

// The values of a form, without files; `without` names fields that are not sent.
export function fieldsOf(form, without = []) {
  return new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !without.includes(name)));
}

// Sends a request to our server, with fields as POST. Throws Refused, or TypeError if no answer came.
export async function ask(url, { fields, signal, accept = "text/html" } = {}) {
  const headers = { Accept: accept, "X-Requested-With": "fetch" };
  if (fields) headers["X-CSRFToken"] = fields.get("csrfmiddlewaretoken") || "";
  const method = fields ? "POST" : "GET";
  const answer = await fetch(url, { method, body: fields, headers, signal, credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) throw new Refused(answer);
  return answer;
}

const named = (control) => `${control.localName}[name="${CSS.escape(control.name)}"][value="${CSS.escape(control.value)}"]`;

export function parsed(html) {
  const made = document.createElement("template");
  made.innerHTML = html; // a fragment from our own server
  return made.content;
}

// Replaces the content of the place. The focus, and choices made while the request was running, are kept.
export function replace(place, ...nodes) {
  const held = place.contains(document.activeElement) && document.activeElement;
  const focus = held && (held.id ? `#${CSS.escape(held.id)}` : held.name && named(held));
  const chosen = [...place.querySelectorAll("input:checked")].map(named);
  place.replaceChildren(...nodes);
  for (const input of chosen.map((selector) => place.querySelector(selector))) {
    if (!input || input.checked) continue;
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (focus) place.querySelector(focus)?.focus();
}

export class Fragment {
  // question() returns {url, fields}, or nothing if there is nothing new to ask. show(html) inserts the answer.
  // waits: a newer request waits for the older one. tell(line) inserts the message about a failure.
  constructor(place, { question, show = (html) => replace(place, parsed(html)), wait, waits = false, tell = (line) => place.prepend(line) }) {
    Object.assign(this, { place, question, show, wait, waits, tell });
    this.timer = this.running = this.line = this.later = null;
    this.reason = ""; // why the last request failed
    this.again = false;
    addEventListener("online", () => this.line && this.ask());
  }

  soon(delay = this.wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), delay);
  }

  stop() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.#say("");
  }

  // Returns whether the part was rendered again.
  async ask() {
    clearTimeout(this.timer);
    if (this.running && this.waits) {
      this.again = true;
      return false;
    }
    const question = this.question();
    if (!question) return false;
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.place.setAttribute("aria-busy", "true");
    const html = await this.#answer(question, running.signal);
    if (this.running !== running) return false; // a newer request is running
    this.running = null;
    this.place.removeAttribute("aria-busy");
    if (html !== null) this.#draw(html);
    if (this.again) this.soon(0);
    this.again = false;
    return html !== null;
  }

  async #answer({ url, fields }, signal) {
    try {
      return await (await ask(url, { fields, signal })).text();
    } catch (failure) {
      if (!signal.aborted) this.#failed(failure);
      return null;
    }
  }

  #draw(html) {
    this.reason = "";
    this.#say("");
    this.show(html);
  }

  #failed(failure) {
    this.reason = failure.reason || "offline";
    if (failure.reason === "locked") return void document.dispatchEvent(new Event("tppo:locked"));
    if (failure instanceof Refused) return this.#say(failure.reason);
    document.dispatchEvent(new Event("tppo:unreachable"));
    this.later = setTimeout(() => this.#say("offline"), 400); // leaving the page cancels requests: show no message then
    return undefined;
  }

  #say(reason) {
    clearTimeout(this.later);
    this.line?.remove();
    this.line = (reason && words?.content.querySelector(`[data-reason=${reason}]`).cloneNode(true)) || null;
    if (this.line) this.tell(this.line);
  }
}
