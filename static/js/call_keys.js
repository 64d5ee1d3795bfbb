// Keys of the call page: Alt and the letter on a section opens it, Ctrl Enter saves. Letters without Alt are never
// used, because they are typed text. A filled section folds when the keyboard leaves it.

import { addPerson, form } from "./call_parts.js";

let byKeyboard = false;

function firstControl(box) {
  return [...box.querySelectorAll("input, select, textarea")].find(
    (control) => control.type !== "hidden" && control.offsetParent && (control.type !== "radio" || control.checked || !box.querySelector(`[name="${CSS.escape(control.name)}"]:checked`)),
  );
}

function open(summary) {
  const fold = summary.closest("details");
  fold.open = true;
  const blocks = fold.querySelectorAll("[data-person]");
  const target = blocks.length ? blocks[blocks.length - 1] : fold.querySelector(".fold-body");
  (firstControl(target) || summary).focus();
}

function newPerson(event) {
  const block = addPerson();
  if (!block) return;
  event.preventDefault();
  block.closest("details").open = true;
  (firstControl(block) || block).focus();
}

function goToRisks() {
  const target = firstControl(document.querySelector("[data-risks]")) || document.getElementById("risiko");
  if (target) target.focus();
  else document.querySelector("[data-all-risks]")?.click(); // no question is shown yet: show all
}

function go(event, letter) {
  if (letter === "S") document.getElementById("id_shorthand")?.focus();
  else if (letter === "R") goToRisks();
  else {
    const target = document.querySelector(`[data-key="${letter}"]`);
    if (!target) return;
    if (letter === "T") newPerson(event);
    else if (target.tagName === "SUMMARY") open(target);
    else target.click();
  }
  event.preventDefault();
}

function leave(event) {
  const fold = event.target.closest(".folds > details.fold");
  if (!fold || !byKeyboard || !event.relatedTarget || fold.contains(event.relatedTarget)) return;
  const filled = fold.querySelector(".fold-line")?.textContent.trim() !== fold.querySelector(".fold-line")?.dataset.empty;
  if (filled && !fold.querySelector(".error")) fold.open = false;
}

function minutes() {
  const start = document.querySelector("[data-call-start]");
  const words = start?.querySelector("[data-call-minutes]");
  if (!words) return;
  const passed = Math.floor((Date.now() - new Date(start.dataset.callStart)) / 60_000);
  words.textContent = passed > 0 && passed < 600 ? `, ${passed} ${start.dataset.minutes}` : "";
}

if (form) {
  addEventListener("keydown", (event) => {
    byKeyboard = true;
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState("AltGraph") && /^Key[A-Z]$/.test(event.code)) {
      go(event, event.code.slice(3));
    }
  });
  addEventListener("pointerdown", () => (byKeyboard = false), true);
  form.addEventListener("focusout", leave);
  form.addEventListener("click", (event) => event.target.closest('[name="add_person"]') && newPerson(event));
  if (form.hasAttribute("data-call")) history.replaceState(history.state, "", form.getAttribute("action"));
  minutes();
  setInterval(minutes, 20_000);
}
