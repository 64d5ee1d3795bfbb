// Folds: the line of a section shows its content, and its shape shows its progress. Printing opens all of them.

const shapes = document.createElement("template");
shapes.innerHTML =
  '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" data-is="ring"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/></svg>' +
  '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" data-is="half"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor"/></svg>' +
  '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" data-is="done"><circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="m4.8 8.2 2.2 2.2 4.3-4.5" fill="none" stroke="var(--sheet)" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>';

export const shapeOf = (state) => shapes.content.querySelector(`[data-is=${state}]`).cloneNode(true);

const blank = new Set(["unknown", "not_asked"]); // these count as empty
const shown = 3; // values shown in the line; the others are only counted

function words(control) {
  if (control.type === "hidden" || control.type === "password" || control.disabled) return "";
  if (control.type === "checkbox" || control.type === "radio") {
    return control.checked && !blank.has(control.value) ? control.closest("label")?.querySelector("span")?.firstChild?.textContent.trim() || "" : "";
  }
  if (control.dataset.stored && !control.value) return control.dataset.stored;
  if (control.dataset.quiet && control.value) return control.dataset.quiet; // somebody may be watching the screen
  if (control.tagName === "SELECT") return control.value && !blank.has(control.value) ? control.selectedOptions[0]?.textContent.trim() || "" : "";
  return control.value.trim();
}

function refresh(fold) {
  const controls = [...fold.querySelectorAll(".fold-body :is(input, select, textarea)")];
  if (!controls.length) return;
  const filled = controls.map(words).filter(Boolean);
  const line = fold.querySelector("[data-fold-line]");
  const verb = fold.querySelector("[data-fold-verb]");
  const more = filled.length > shown ? ` +${filled.length - shown}` : "";
  const absent = controls.filter((control) => control.dataset.expected && !words(control)).map((control) => control.dataset.expected);
  const text = [...absent, ...filled].slice(0, shown).map((value) => (value.length > 60 ? `${value.slice(0, 57)}…` : value)).join(", ");
  line.textContent = filled.length ? text + more : line.dataset.empty;
  verb.textContent = filled.length ? verb.dataset.filled : verb.dataset.blank;
  const missing = absent.length > 0 || controls.some((control) => control.required && !control.value);
  const state = !filled.length ? "ring" : fold.open || missing ? "half" : "done";
  fold.querySelector("[data-fold-state]").replaceChildren(shapeOf(state));
}

function keep(fold) {
  if (fold.querySelector(".error")) fold.open = true;
  refresh(fold);
  fold.addEventListener("input", () => refresh(fold));
  fold.addEventListener("toggle", () => refresh(fold));
}

for (const fold of document.querySelectorAll("details[data-fold]")) keep(fold);
document.addEventListener("tppo:folds", (event) => event.detail.querySelectorAll("details[data-fold]").forEach(keep)); // a block was added

// Open a closed fold if a link or an error points into it.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details.fold");
  if (fold) {
    fold.open = true;
    target.focus();
  }
}
addEventListener("hashchange", reveal);
reveal();

let shut = [];
addEventListener("beforeprint", () => {
  shut = [...document.querySelectorAll("details.fold:not([open])")];
  for (const fold of shut) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of shut) fold.open = false;
});
