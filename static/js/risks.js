// Questions about danger appear during the call, and the page shows how the day of the event was understood.
// Only the server knows which word leads to which question.

import { form, typed } from "./call_parts.js";
import { fieldsOf, Fragment, parsed, replace } from "./fragment.js";

const waitMs = 500;
const place = document.querySelector("[data-risks]");
const eventWords = document.querySelector("[data-event-shown]");
const said = document.querySelector("[data-risks-said]");
const link = document.querySelector("[data-risks-link]");
const planWords = document.querySelector("[data-plan-shown]");
let last = ""; // the answers that the shown questions belong to
let asking = "";

function question() {
  const now = fieldsOf(form, ["csrfmiddlewaretoken"]).toString();
  if (now === last) return null;
  asking = now;
  return { url: form.dataset.risksUrl, fields: fieldsOf(form) };
}

// Replace the part only if the questions differ, so that nobody is interrupted while answering one.
function show(html) {
  last = asking;
  const fresh = parsed(html).querySelector("[data-risks-part]");
  const old = place.querySelector("[data-risks-part]");
  if (!fresh) return;
  if (eventWords) {
    const words = fresh.dataset.event;
    eventWords.textContent = words === form.event_on?.value ? "" : words;
  }
  if (planWords && planWords.textContent !== fresh.dataset.plan) planWords.textContent = fresh.dataset.plan;
  if (old && old.dataset.mark === fresh.dataset.mark && old.dataset.proposed === fresh.dataset.proposed && old.querySelectorAll("button").length === fresh.querySelectorAll("button").length) return;
  const fewer = old?.dataset.mark.split(" ") || [];
  const added = fresh.dataset.mark.split(" ").filter((risk) => risk && !fewer.includes(risk)).length;
  const asked = fresh.dataset.mark.split(" ").filter(Boolean).length;
  holdingStill(() => {
    replace(place, fresh);
    if (!link) return;
    link.hidden = !asked;
    link.querySelector("[data-risks-count]").textContent = asked;
  });
  if (said && added) said.textContent = `${fresh.querySelector("#risiko strong")?.textContent || ""} ${said.dataset.words.replace("#", added)}`;
}

// The field in which somebody types stays where it is on the screen while the questions above it grow or shrink.
function holdingStill(change) {
  const before = document.activeElement?.getBoundingClientRect().top;
  change();
  const held = document.activeElement;
  if (held && held !== document.body) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
}

if (form && place) {
  const risks = new Fragment(place, { wait: waitMs, question, show });
  last = fieldsOf(form, ["csrfmiddlewaretoken"]).toString();
  form.addEventListener("input", () => risks.soon());
  form.addEventListener("change", () => risks.soon(50));
  place.addEventListener("click", (event) => {
    const more = event.target.closest("[data-all-risks]");
    if (more) {
      event.preventDefault();
      form.querySelector('[name="risiko-asked_before"]').value = more.dataset.allRisks;
      return void risks.ask().then(() => place.querySelector("input")?.focus());
    }
    const button = event.target.closest("[data-set-urgency]");
    const radio = button && form.querySelector(`[name="urgency"][value="${button.value}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    typed(radio);
    risks.soon(0);
  });
}
