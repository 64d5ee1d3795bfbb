// One key per outcome: a digit alone works outside text fields, Alt and the digit works everywhere.
// On the intake page the key selects the outcome and Enter saves; elsewhere it moves the focus to its button.

const WRITES = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit])";

const digit = (event) => (event.code.match(/^(?:Digit|Numpad)(\d)$/) || [])[1];

function take(place) {
  const radio = place.querySelector("input");
  const fold = place.closest("details");
  if (fold) fold.open = true;
  if (!radio) {
    place.focus();
    return;
  }
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

addEventListener("keydown", (event) => {
  const key = digit(event);
  if (!key || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.altKey && event.target.closest?.(WRITES)) return;
  const place = [...document.querySelectorAll("[data-outcome-keys] [data-key]")].find((found) => found.dataset.key === key);
  if (!place) return;
  event.preventDefault();
  take(place);
});
