// Sending a referral: the slip beside the form, and the agencies that offer what is asked, follow what is chosen.
// Without this file the button "Perbarui pratinjau" draws both.

import { fieldsOf, Fragment, parsed, replace } from "./fragment.js";

const form = document.querySelector("form[data-preview-url]");
const agencies = document.getElementById("instansi");
const slip = document.getElementById("pratinjau");
const waitMs = 700; // while somebody writes what is needed

const question = (part) => () => ({ url: `${form.dataset.previewUrl}?bagian=${part}`, fields: fieldsOf(form) });

if (form && agencies && slip) {
  // The server records an identity that the slip shows for the first time, so two requests never run beside each other.
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
