// Buttons that print the page. They appear only if this file runs; the browser's own print works without it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
