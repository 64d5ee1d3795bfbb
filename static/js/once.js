// A form is sent once. The second press is swallowed; nothing is disabled, so focus and the pressed button's value stay.
// A form with data-downloads keeps the page and may be sent again with another of its buttons.

const busy = new WeakMap(); // form -> the button it was sent with

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
  // A file download keeps the page: open the form again after a while.
  setTimeout(() => free(form), 8000);
});

function free(form) {
  busy.delete(form);
  form.removeAttribute("aria-busy");
}

// Coming back to the page by the browser's arrow finds the form ready.
addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(free));
