// Shared by the modules of the call page: its form, and adding a block for a person.

export const form = document.getElementById("catat");
const people = document.querySelector("[data-people]");

export function typed(control) {
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

export const blocks = () => people?.querySelectorAll("[data-person]").length || 0;

export function addPerson() {
  const pattern = people?.querySelector("[data-person-template]");
  const count = form.querySelector('[name="orang-jumlah"]');
  if (!pattern || !count) return null;
  const index = blocks();
  const made = document.createElement("template");
  made.innerHTML = pattern.innerHTML.replaceAll("__nomor__", index);
  const block = made.content.firstElementChild;
  block.id = `orang-${index + 1}`;
  block.tabIndex = -1;
  const legend = block.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+/, index + 1);
  people.querySelector("[data-people-end]").before(made.content);
  count.value = String(index + 1);
  document.dispatchEvent(new CustomEvent("tppo:folds", { detail: block }));
  return block;
}
