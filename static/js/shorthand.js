// The shorthand line: the server reads it while the user types; this file shows the result as chips, and Enter fills
// them in. An existing answer is overwritten only if its chip is ticked; a doubtful chip is never ticked automatically.
// The whole line moves to the story, as it was typed or pasted.

import { addPerson, blocks, form, typed } from "./call_parts.js";
import { fieldsOf, Fragment } from "./fragment.js";

const waitMs = 180;
const box = document.querySelector("[data-shorthand]");
const line = box?.querySelector("textarea");
const place = box?.querySelector("[data-understood]");
const reading = line && new Fragment(place, { wait: waitMs, question, show });
let asked = "";
let readOf = null; // the text the chips belong to

function question() {
  asked = line.value;
  return { url: box.dataset.shorthandUrl, fields: fieldsOf(form) };
}

function show(html) {
  if (line.value !== asked) return;
  place.innerHTML = html;
  readOf = asked;
  arrange();
}

// Read the line again; an empty line clears the chips.
function changed() {
  if (line.value.trim()) return reading.soon();
  reading.stop();
  place.replaceChildren();
  readOf = null;
  return undefined;
}

// Offer all chips at once by default; one by one on request, or if an answer already exists.
function arrange() {
  const root = place.querySelector(".understood");
  const pick = place.querySelector("[data-pick]");
  const words = place.querySelector("[data-take-words]");
  if (!root) return;
  const one = [...place.querySelectorAll("input[data-sets]")].some((input) => !input.checked);
  root.classList.toggle("is-all", !one);
  pick.hidden = one;
  words.textContent = one ? words.dataset.ticked : words.dataset.all;
}

function pickOneByOne() {
  place.querySelector(".understood").classList.remove("is-all");
  place.querySelector("[data-pick]").hidden = true;
  const words = place.querySelector("[data-take-words]");
  words.textContent = words.dataset.ticked;
  place.querySelector("input[type=checkbox]")?.focus();
}

function fill(name, value) {
  const controls = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const first = controls[0];
  if (!first) return;
  if (first.type === "radio" || first.type === "checkbox") {
    const wanted = [].concat(value);
    const hits = controls.filter((control) => wanted.includes(control.value) || (first.type === "checkbox" && controls.length === 1));
    for (const control of hits) {
      control.checked = first.type === "radio" || value !== "";
      typed(control);
    }
    return;
  }
  first.value = Array.isArray(value) ? added(first.value, value) : value;
  typed(first);
}

function added(known, parts) {
  const fresh = parts.filter((words) => !known.toLowerCase().includes(words.toLowerCase()));
  return [known.trim(), ...fresh].filter(Boolean).join(", ");
}

// The number of person blocks that the ticked answers need.
function needed(answers) {
  const numbers = answers.flatMap((sets) => Object.keys(sets)).map((name) => /^orang-(\d+)-/.exec(name));
  return Math.max(0, ...numbers.filter(Boolean).map((found) => Number(found[1]) + 1));
}

// Keep the questions about danger that the line led to until they are answered.
function keepAsking(risks) {
  const asked = form.querySelector('[name="risiko-asked_before"]');
  if (asked && risks) asked.value = [...new Set(`${asked.value} ${risks}`.trim().split(" "))].join(" ");
}

function take() {
  const root = place.querySelector(".understood");
  const ticked = [...place.querySelectorAll("input[data-sets]")].filter((input) => input.checked);
  const answers = ticked.map((input) => JSON.parse(input.dataset.sets));
  while (blocks() < needed(answers)) if (!addPerson()) break;
  for (const sets of answers) for (const [name, value] of Object.entries(sets)) fill(name, value);
  keepAsking(root.dataset.asks);
  const story = form.narrative;
  story.value = [story.value.trimEnd(), line.value.trim()].filter(Boolean).join("\n");
  typed(story);
  line.value = "";
  readOf = null;
  place.replaceChildren();
  typed(line);
  const crowd = document.getElementById("orang"); // its line shows the people
  if (crowd && !crowd.querySelector(".error")) crowd.open = false;
  box.querySelector("[data-shorthand-said]").textContent = `${box.dataset.taken}: ${ticked.length}`;
  line.focus();
}

if (line) {
  box.querySelector("[data-shorthand-read]").hidden = true;
  if (place.querySelector(".understood")) {
    readOf = line.value;
    arrange();
  }
  line.addEventListener("input", changed);
  line.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.altKey || event.shiftKey) return;
    event.preventDefault(); // Enter ends the line; only pasted text has several lines
    if (!line.value.trim()) return;
    if (readOf !== line.value) await reading.ask();
    // if the server could not read the line now, it may read it with the form; offline, the form stays on the page
    if (readOf !== line.value) return ["locked", "expired"].includes(reading.reason) ? undefined : void form.requestSubmit();
    if (place.querySelector(".understood")) take();
  });
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-pick]")) return pickOneByOne();
    if (!event.target.closest("[data-take]") || readOf !== line.value) return undefined;
    event.preventDefault();
    return take();
  });
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "checkbox") return;
    event.preventDefault();
    take();
  });
}
