// The verdict of a screening while the user ticks answers. The server decides; this file only requests and shows it.
// Without it, the button "Hitung kesimpulan" does the same.

import { fieldsOf, Fragment } from "./fragment.js";

const place = document.getElementById("kesimpulan");

for (const form of document.querySelectorAll("form[data-verdict]")) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  const verdict = new Fragment(place, {
    wait: 150, // milliseconds without a click before a request
    question: () => ({ url: form.dataset.verdict, fields: fieldsOf(form) }),
  });
  form.addEventListener("change", (event) => event.target.closest(".answers") && verdict.soon());
}
