// A button that copies the field it names. Without this file the button stays hidden; people copy the field by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue; // only on https or localhost
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.querySelector("[data-copy-words]");
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    words.textContent = words.dataset.done;
    words.setAttribute("role", "status");
  });
}
