// Saves drafts. Any <form data-draft="key" data-draft-url="…"> is saved while the user types and when a field loses the
// focus, so that a power cut loses one field at most. It sends POST {key, fields} as JSON; the answer is {saved_at}.
// [data-draft-state] shows the state. After a failure it tries again.

const waitMs = 1200; // the longest delay while the user is typing
const retryMs = 3000;
const skip = new Set(["csrfmiddlewaretoken", "password"]);
const notes = new Set(["likely_seen"]); // set by the page: saved with the rest, but no reason to save a draft

// The user's input, to compare: a page that was only viewed is unchanged and leaves no draft.
const said = (fields) => JSON.stringify(fields, (name, value) => (notes.has(name) ? undefined : value));

class Draft {
  constructor(form) {
    this.form = form;
    this.state = document.querySelector("[data-draft-state]");
    this.last = this.read();
    this.timer = null;
    this.busy = null;
    this.running = null;
    this.sent = false; // after a submit no draft is saved, or it would be offered again later
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed(0));
    form.addEventListener("focusout", () => this.timer && this.soon(0));
    this.unreachable = false; // the server did not answer; a submit would replace the page by a browser error
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("tppo:unreachable", () => this.noAnswer());
    document.addEventListener("tppo:lock", (event) => event.detail.waitUntil(this.save()));
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.lastChance());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save());
  }

  // Values by name; several values of one name become a list, so that ticked boxes are kept.
  read() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (skip.has(name) || typeof value !== "string") continue;
      if (name in fields) fields[name] = [].concat(fields[name], value);
      else fields[name] = value;
    }
    return fields;
  }

  // Offline, the form stays on the screen. If the draft can be saved, the form is submitted.
  async submitted(event) {
    if (!this.unreachable && navigator.onLine) return void this.leave();
    event.preventDefault();
    const button = event.submitter;
    await this.send(this.read());
    if (!this.unreachable) return void this.form.requestSubmit(button);
    if (this.state) this.state.querySelector("[data-draft-words]").textContent = this.state.dataset.stays;
    return undefined;
  }

  noAnswer() {
    if (this.sent) return; // the form is being submitted: the browser cancels other requests
    this.unreachable = true;
    this.say(false);
    this.soon(retryMs);
  }

  leave() {
    clearTimeout(this.timer);
    this.timer = null;
    this.sent = true;
    this.running?.abort(); // the form has all values; a draft that arrives after it would be refused
  }

  typed(delay = waitMs) {
    this.sent = false;
    this.soon(delay);
  }

  soon(delay = waitMs) {
    if (this.timer && delay > 0) return; // a save is already due: more typing does not delay it
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.save();
    }, delay);
  }

  // The page is closing: a running request may be older than the values on the page.
  lastChance() {
    const fields = this.read();
    if (!this.sent && said(fields) !== said(this.last)) this.send(fields);
  }

  async save() {
    if (this.sent) return undefined;
    if (this.busy) return this.busy.then(() => this.save());
    const fields = this.read();
    if (said(fields) === said(this.last)) return undefined;
    this.busy = this.send(fields);
    try {
      await this.busy;
    } finally {
      this.busy = null;
    }
    return undefined;
  }

  async send(fields) {
    const running = new AbortController();
    this.running = running;
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        credentials: "same-origin",
        signal: running.signal,
        keepalive: JSON.stringify(fields).length < 60_000,
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-CSRFToken": this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value || "",
        },
        body: JSON.stringify({ key: this.form.dataset.draft, fields }),
      });
      this.unreachable = false;
      if (answer.status === 401) return void this.signedOut();
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved_at: savedAt } = await answer.json();
      this.last = fields;
      this.say(true, savedAt);
    } catch (failure) {
      if (running.signal.aborted) return;
      this.unreachable = failure instanceof TypeError; // fetch raises TypeError if no answer came
      this.say(false);
      this.soon(retryMs);
    }
  }

  // Retrying would not help: the last saved draft is offered again after sign-in.
  signedOut() {
    this.say(false);
    if (this.state) this.state.querySelector("[data-draft-words]").textContent = this.state.dataset.expired;
    return undefined;
  }

  say(kept, savedAt) {
    const state = this.state;
    if (!state) return;
    const time = new Date(savedAt || Date.now());
    const clock = Number.isNaN(time.getTime())
      ? savedAt
      : `${String(time.getHours()).padStart(2, "0")}.${String(time.getMinutes()).padStart(2, "0")}`;
    state.hidden = false;
    state.classList.toggle("is-lost", !kept);
    state.querySelector("[data-draft-ok]").hidden = !kept;
    state.querySelector("[data-draft-off]").hidden = kept;
    state.querySelector("[data-draft-words]").textContent = kept ? `${state.dataset.saved} ${clock}` : state.dataset.lost;
  }
}

for (const form of document.querySelectorAll("form[data-draft][data-draft-url]")) new Draft(form);
