// The verdict of a screening while somebody ticks: the server judges, this file only asks and shows.
// Without it the button "Hitung kesimpulan" asks for the same.

import { fieldsOf, Fragment } from "./fragment.js";

const place = document.getElementById("kesimpulan");

for (const form of document.querySelectorAll("form[data-verdict]")) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  const verdict = new Fragment(place, {
    wait: 150, // milliseconds of silence before asking
    question: () => ({ url: form.dataset.verdict, fields: fieldsOf(form) }),
  });
  form.addEventListener("change", (event) => event.target.closest(".answers") && verdict.soon());
}
