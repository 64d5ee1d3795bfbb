// A form is submitted once. A second submit is ignored; nothing is disabled, so focus and the button's value are kept.
// A form with data-downloads does not leave the page and may be submitted again with another of its buttons.

const busy = new WeakMap(); // form -> the button that submitted it

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const another = "downloads" in form.dataset && busy.get(form) !== event.submitter;
  if (busy.has(form) && !another) {
    event.preventDefault();
    return;
  }
  busy.set(form, event.submitter);
  form.setAttribute("aria-busy", "true");
  // A download does not leave the page: allow the form again after a while.
  setTimeout(() => free(form), 8000);
});

function free(form) {
  busy.delete(form);
  form.removeAttribute("aria-busy");
}

// After the back button the form can be submitted again.
addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(free));
