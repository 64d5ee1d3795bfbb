// A form is sent once. The second press is swallowed; nothing is disabled, so focus and the pressed button's value stay.

const busy = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) {
    event.preventDefault();
    return;
  }
  busy.add(form);
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
