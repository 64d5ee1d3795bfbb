// While the user types, people who may already be known appear beside the form, as codes, with what matches.
// "Pakai orang ini" selects one for a block, "Bukan orang ini" removes them. Without this file both are plain buttons.

import { fieldsOf, Fragment, parsed, replace } from "./fragment.js";

const form = document.querySelector("form[data-likely-url]");
const place = document.querySelector("[data-likely]");
const waitMs = 350;
const againMs = 20_000; // ask again after this, only while the user types: a colleague may have saved the same call
const asked = /(^|-)(name|nickname|nik|phone|birth_date|age|sex|origin_region|guardian|accounts|person)$|^reporter_(phone|name)$/;
const seen = new Set(["1", ...(form?.querySelector('[name="likely_seen"]')?.value.split(" ") || [])].filter(Boolean)); // calls by number
let last = ""; // the answers that the shown people belong to
let asking = "";
let askedAt = 0;

function state(data) {
  return new URLSearchParams([...data].filter(([name, value]) => asked.test(name) && typeof value === "string")).toString();
}

// Ask if an answer changed, or if the last request is long ago.
function question() {
  const now = state(new FormData(form));
  if (now === last && Date.now() - askedAt < againMs) return null;
  askedAt = Date.now();
  asking = now;
  return { url: form.dataset.likelyUrl, fields: fieldsOf(form, ["narrative"]) };
}

function show(html) {
  last = asking;
  const old = place.querySelector("[data-likely-part]");
  const fresh = parsed(html).querySelector("[data-likely-part]");
  if (!fresh || old?.innerHTML === fresh.innerHTML) return;
  for (const { dataset } of fresh.querySelectorAll("[data-call]")) seen.add(dataset.call);
  form.querySelector('[name="likely_seen"]').value = [...seen].join(" "); // on saving, the server asks only about newer ones
  replace(place, fresh);
}

function blockOf(index) {
  return form.querySelectorAll("[data-person]")[Number(index)] || form;
}

function choose(index, key, code) {
  const block = blockOf(index);
  const input = block.querySelector('input[name$="person"]');
  const line = block.querySelector("[data-known]");
  if (!input || !line) return;
  input.value = key;
  line.hidden = !key;
  line.querySelector("[data-known-code]").textContent = code;
  const fold = block.closest("details");
  if (fold) fold.open = true; // it folds when the focus moves to the suggestions
  if (key) line.querySelector("[data-drop]").focus();
  else (block.querySelector('input[name$="name"]') || block).focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

if (form && place) {
  const likely = new Fragment(place, { wait: waitMs, question, show });
  form.querySelector('[name="likely_seen"]').value ||= "1"; // shown during the call, so saving does not ask again
  form.addEventListener("input", (event) => (asked.test(event.target.name || "") || Date.now() - askedAt > againMs) && likely.soon());
  form.addEventListener("change", (event) => asked.test(event.target.name || "") && likely.soon(50));
  document.addEventListener("click", (event) => {
    const take = event.target.closest("button[name=use_person]");
    const drop = event.target.closest("button[name=drop_person]");
    if (!take && !drop) return;
    event.preventDefault();
    if (take) choose(...take.value.split(":"), take.dataset.code);
    else choose(drop.value, "", "");
  });
  likely.soon(0);
}
