// Suggestions below an input with data-suggest="<address>": loads them while the user types, fills in the chosen one.
// Arrow down moves into the list, Escape closes it. Without this file it is a plain input.

import { Fragment } from "./fragment.js";

const WAIT = 180; // milliseconds without typing before a request
const fragments = new WeakMap();

function listFor(input) {
  const known = document.getElementById(`${input.id}-suggestions`);
  if (known) return known;
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  input.insertAdjacentElement("afterend", list);
  input.setAttribute("aria-controls", list.id);
  return list;
}

function close(input) {
  listFor(input).hidden = true;
}

function fragmentOf(input) {
  if (!fragments.has(input)) fragments.set(input, made(input));
  return fragments.get(input);
}

function made(input) {
  const list = listFor(input);
  return new Fragment(list, {
    wait: WAIT,
    tell(line) {
      const item = document.createElement("li");
      item.append(line);
      list.replaceChildren(item);
      list.hidden = document.activeElement !== input;
    },
    question() {
      const address = new URL(input.dataset.suggest, location.origin);
      address.searchParams.set("q", input.value);
      return { url: address };
    },
    show(html) {
      if (document.activeElement !== input) return;
      list.innerHTML = html; // a fragment from our own server
      list.hidden = list.childElementCount === 0;
    },
  });
}

function inputOf(list) {
  return document.getElementById(list.id.replace(/-suggestions$/, ""));
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (!input.dataset?.suggest) return undefined;
  if (input.value.trim().length >= 2) return fragmentOf(input).soon();
  fragmentOf(input).stop();
  return close(input);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest(".suggestion");
  if (button) {
    const input = inputOf(button.closest(".suggestions"));
    input.value = button.dataset.value;
    close(input);
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  for (const list of document.querySelectorAll(".suggestions:not([hidden])")) close(inputOf(list));
});

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.(".suggestions");
  const input = list ? inputOf(list) : event.target;
  if (!input.dataset?.suggest) return;
  if (event.key === "Escape") {
    close(input);
    input.focus();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const buttons = [...listFor(input).querySelectorAll("button")];
  if (listFor(input).hidden || buttons.length === 0) return;
  event.preventDefault();
  const next = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  (buttons[next] ?? input).focus();
});
