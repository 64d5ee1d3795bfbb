// A part of a form that the server draws anew keeps what somebody chose in it while the answer was on its way.

let chosen = [];

document.addEventListener("htmx:beforeSwap", (event) => {
  chosen = [...event.detail.target.querySelectorAll("input:checked")].map(({ name, value }) => [name, value]);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [name, value] of chosen.splice(0)) {
    const input = document.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (!input || input.checked) continue;
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
