// Keeps what is typed. Any <form data-draft="key" data-draft-url="…"> is saved while somebody types and as soon as a
// field is left, so that a power cut costs one field at most:
// POST {key, fields} as JSON, answered by {saved_at}. Says so in [data-draft-state]; never stops after a failure.

const waitMs = 1200; // while somebody goes on typing; nothing waits longer
const retryMs = 3000;
const skip = new Set(["csrfmiddlewaretoken", "password"]);
const notes = new Set(["likely_seen"]); // the page's own: kept with the rest, but no reason to keep a draft

// What somebody said: a page that was only looked at says what it said at first, and leaves no draft behind.
const said = (fields) => JSON.stringify(fields, (name, value) => (notes.has(name) ? undefined : value));

class Draft {
  constructor(form) {
    this.form = form;
    this.state = document.querySelector("[data-draft-state]");
    this.last = this.read();
    this.timer = null;
    this.busy = null;
    this.running = null;
    this.sent = false; // a form that is on its way keeps no draft, or it would be offered again afterwards
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed(0));
    form.addEventListener("focusout", () => this.timer && this.soon(0));
    this.unreachable = false; // nobody answered; sending the form would leave the page for an error of the browser
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("tppo:unreachable", () => this.noAnswer());
    document.addEventListener("tppo:lock", (event) => event.detail.waitUntil(this.save()));
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.lastChance());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save());
  }

  // Values by name; several of one name become a list, so that ticked boxes survive.
  read() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (skip.has(name) || typeof value !== "string") continue;
      if (name in fields) fields[name] = [].concat(fields[name], value);
      else fields[name] = value;
    }
    return fields;
  }

  // Without a line the form stays on the screen; once the draft arrives, so may the form.
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
    if (this.sent) return; // the form is on its way: the browser cut what else was asked
    this.unreachable = true;
    this.say(false);
    this.soon(retryMs);
  }

  leave() {
    clearTimeout(this.timer);
    this.timer = null;
    this.sent = true;
    this.running?.abort(); // the form carries it all; what arrived after it would only be refused
  }

  typed(delay = waitMs) {
    this.sent = false;
    this.soon(delay);
  }

  soon(delay = waitMs) {
    if (this.timer && delay > 0) return; // it is near enough: going on typing does not put it off
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.save();
    }, delay);
  }

  // The page goes away: what is under way may be older than what stands here.
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
      this.unreachable = failure instanceof TypeError; // fetch says so where no answer came
      this.say(false);
      this.soon(retryMs);
    }
  }

  // Trying again would not help: the last words kept are offered again after signing in.
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
