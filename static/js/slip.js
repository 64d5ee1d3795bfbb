// Sending a referral: updates the slip beside the form, and the agencies that offer the chosen services.
// Without this file the button "Perbarui pratinjau" updates both.

import { fieldsOf, Fragment, parsed, replace } from "./fragment.js";

const form = document.querySelector("form[data-preview-url]");
const agencies = document.getElementById("instansi");
const slip = document.getElementById("pratinjau");
const waitMs = 700; // while the user writes the request

const question = (part) => () => ({ url: `${form.dataset.previewUrl}?bagian=${part}`, fields: fieldsOf(form) });

if (form && agencies && slip) {
  // The server records when the slip first shows an identity, so two requests never run at the same time.
  const preview = new Fragment(slip, { wait: waitMs, waits: true, question: question("pratinjau") });
  const offers = new Fragment(agencies, {
    question: question("instansi"),
    show: (html) => replace(agencies, ...parsed(html).getElementById("instansi").childNodes),
  });
  form.addEventListener("change", async (event) => {
    if (event.target.name === "service_lines") await offers.ask();
    preview.soon(0);
  });
  form.addEventListener("input", (event) => event.target.id === "id_need" && preview.soon());
}
