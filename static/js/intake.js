// The intake page: updates the line of "Tentang siapa", the channel in the strip, and the list of what is ready to save.

import { typed as changed } from "./call_parts.js";
import { shapeOf } from "./folds.js";

const form = document.getElementById("catat");
const people = document.querySelector("[data-people]");
const lastChannel = document.querySelectorAll("[data-set-channel]");

const chosen = (box, name) => box.querySelector(`[name$="-${name}"]:checked`);
const typed = (box, name) => box.querySelector(`[name$="-${name}"]`)?.value.trim() || "";
const words = (radio) => radio?.closest("label")?.querySelector("span")?.textContent.trim() || "";

function says(box) {
  return [...box.querySelectorAll("input, select, textarea")].some((control) => {
    if (control.type === "hidden") return Boolean(control.value);
    if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked || (control.type === "checkbox" && control.checked);
    return Boolean(control.value.trim());
  });
}

// Sex and age only; names appear only inside the section.
function person(box) {
  const sex = chosen(box, "sex");
  const age = typed(box, "age");
  const about = chosen(box, "age_is_estimated") ? "±" : "";
  return [
    sex && sex.value !== "unknown" ? words(sex).toLowerCase() : "",
    age ? `${about}${age} th` : "",
    /^\d+$/.test(age) && Number(age) < 18 ? "(anak)" : "",
    chosen(box, "is_unknown") ? "belum dikenal" : "",
  ].filter(Boolean).join(" ");
}

// Each text once, with its count: "belum dikenal" for three alike, "perempuan 16 th; 2 belum dikenal" if mixed.
function together(said) {
  const counts = new Map();
  for (const one of said) counts.set(one, (counts.get(one) || 0) + 1);
  if (counts.size === 1) return said[0];
  return [...counts].map(([one, count]) => (count === 1 ? one : `${count} ${one}`)).join("; ");
}

function peopleLine() {
  if (!people) return "";
  const groups = new Map();
  for (const box of people.querySelectorAll("[data-person]")) {
    if (!says(box)) continue;
    const role = words(chosen(box, "role")).toLowerCase();
    groups.set(role, [...(groups.get(role) || []), person(box)]);
  }
  return [...groups].map(([role, all]) => {
    const about = together(all.filter(Boolean));
    return `${all.length} ${role}${about ? `: ${about}` : ""}`;
  }).join(". ");
}

function mark(name, done) {
  const badge = document.querySelector(`[data-ready-of="${name}"] .badge`);
  const shape = document.querySelector(`.fold#${name} .fold-state .shape`);
  if (!badge || !shape) return;
  badge.classList.toggle("badge--done", done);
  badge.querySelector(".shape").replaceWith(shape.cloneNode(true));
}

function refresh() {
  if (people) {
    const text = peopleLine();
    const line = people.querySelector("[data-people-line]");
    line.textContent = text || line.dataset.empty;
    const own = people.querySelector("[data-people-state]");
    if (text) own.replaceChildren(shapeOf("done"));
    mark("orang", Boolean(text));
  }
  const named = Boolean(form.channel?.value) && form.channel.value !== "unknown";
  mark("kanal", named);
  mark("cerita", Boolean(form.narrative?.value.trim()));
  const strip = document.querySelector("[data-call-channel]");
  if (strip && form.channel) strip.textContent = named ? form.channel.selectedOptions[0].textContent : strip.dataset.empty;
  for (const button of lastChannel) button.hidden = named;
}

if (form) {
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  document.addEventListener("toggle", refresh, true);
  for (const button of lastChannel) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      form.channel.value = button.value;
      changed(form.channel);
      document.getElementById("id_shorthand")?.focus();
    });
  }
  refresh();
}
