// A day or a moment typed as text: says beneath what was understood, and opens a small calendar beside it.
// The button or Alt+arrow down opens the calendar; arrows, Page, Home and End move in it, Enter takes the day, Escape
// closes. Without this file it is a plain input, and the server says what it did not understand.

import { ask } from "./fragment.js";

const WAIT = 300; // milliseconds without typing before a request
const shape = document.querySelector("template[data-calendar]");
const wraps = new WeakMap(); // of each wrapper: its timer and its running request

const inputOf = (wrap) => wrap.querySelector("input");
const iso = (day) => `${day.getUTCFullYear()}-${String(day.getUTCMonth() + 1).padStart(2, "0")}-${String(day.getUTCDate()).padStart(2, "0")}`;
const dayOf = (text) => new Date(`${text}T00:00:00Z`);
const shifted = (day, by) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + by));

// The same day of another month, or its last day.
function monthsOn(day, by) {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + by, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day.getUTCDate(), last)));
}

function say(wrap, words, isDoubt = false) {
  const place = wrap.querySelector("output");
  place.textContent = words;
  place.toggleAttribute("data-doubt", isDoubt);
}

async function read(wrap) {
  const input = inputOf(wrap);
  const known = wraps.get(wrap) || {};
  known.running?.abort();
  if (!input.value.trim()) {
    delete wrap.dataset.day;
    say(wrap, "");
    return;
  }
  const token = (input.form || document).querySelector("input[name=csrfmiddlewaretoken]") || document.querySelector("input[name=csrfmiddlewaretoken]");
  const fields = new URLSearchParams({ text: input.value, part: wrap.dataset.dayInput, direction: wrap.dataset.direction });
  fields.set("csrfmiddlewaretoken", token?.value || "");
  known.running = new AbortController();
  wraps.set(wrap, known);
  try {
    const answer = await ask(shape.dataset.reader, { fields, signal: known.running.signal, accept: "application/json" });
    const found = await answer.json();
    if (found.day) wrap.dataset.day = found.day;
    else delete wrap.dataset.day;
    say(wrap, found.words || found.doubt || "", !found.words);
  } catch (error) {
    if (error.name !== "AbortError") say(wrap, ""); // the server reads it when the form is sent
  }
}

function soon(wrap, delay = WAIT) {
  const known = wraps.get(wrap) || {};
  clearTimeout(known.timer);
  known.timer = setTimeout(() => read(wrap), delay);
  wraps.set(wrap, known);
}

function close(wrap, toInput = true) {
  wrap.querySelector(".calendar")?.remove();
  wrap.querySelector(".day-input__open").setAttribute("aria-expanded", "false");
  if (toInput) inputOf(wrap).focus();
}

function draw(wrap, day) {
  const box = wrap.querySelector(".calendar");
  const months = shape.dataset.months.split(",");
  const weekdays = shape.dataset.longWeekdays.split(",");
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
  const before = (first.getUTCDay() + 6) % 7; // the week begins on Monday
  const title = `${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  const heading = box.querySelector("strong");
  if (heading.textContent !== title) heading.textContent = title;
  const body = box.querySelector("tbody");
  body.replaceChildren();
  for (let place = shifted(first, -before); place <= monthsOn(first, 1) && (place < monthsOn(first, 1) || place.getUTCDay() !== 1);) {
    const row = body.insertRow();
    for (let column = 0; column < 7; column += 1, place = shifted(place, 1)) {
      const cell = row.insertCell();
      if (place.getUTCMonth() !== day.getUTCMonth()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = place.getUTCDate();
      button.dataset.on = iso(place);
      button.tabIndex = iso(place) === iso(day) ? 0 : -1;
      button.setAttribute("aria-label", `${weekdays[column]}, ${place.getUTCDate()} ${title}`);
      if (iso(place) === shape.dataset.today) button.setAttribute("aria-current", "date");
      if (iso(place) === wrap.dataset.day) button.setAttribute("aria-pressed", "true");
      cell.append(button);
    }
  }
  box.dataset.shown = iso(day);
}

function open(wrap) {
  document.querySelectorAll("[data-day-input] .calendar").forEach((other) => close(other.closest("[data-day-input]"), false));
  wrap.append(shape.content.cloneNode(true));
  wrap.querySelector(".day-input__open").setAttribute("aria-expanded", "true");
  draw(wrap, dayOf(wrap.dataset.day || shape.dataset.today));
  wrap.querySelector(".calendar [tabindex='0'][data-on]").focus();
}

function take(wrap, on) {
  const day = dayOf(on);
  const input = inputOf(wrap);
  const words = `${day.getUTCDate()} ${shape.dataset.months.split(",")[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  const hour = wrap.dataset.dayInput === "moment" ? / (?:pukul |jam )?\d{1,2}[.:]\d{2}.*$/.exec(` ${input.value}`)?.[0] : "";
  input.value = words + (hour || (wrap.dataset.dayInput === "moment" ? " " : ""));
  close(wrap);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function move(wrap, day) {
  draw(wrap, day);
  wrap.querySelector(`.calendar [data-on="${iso(day)}"]`).focus();
}

function steps(key, day) {
  const weekday = (day.getUTCDay() + 6) % 7;
  return {
    ArrowLeft: () => shifted(day, -1), ArrowRight: () => shifted(day, 1), ArrowUp: () => shifted(day, -7), ArrowDown: () => shifted(day, 7),
    PageUp: () => monthsOn(day, -1), PageDown: () => monthsOn(day, 1), Home: () => shifted(day, -weekday), End: () => shifted(day, 6 - weekday),
  }[key]?.();
}

if (shape) {
  const show = (place) => place.querySelectorAll(".day-input__open[hidden]").forEach((button) => { button.hidden = false; });
  show(document);
  document.addEventListener("focusin", (event) => {
    const wrap = event.target.closest?.("[data-day-input]");
    if (wrap) show(wrap);
    document.querySelectorAll("[data-day-input] .calendar").forEach((box) => {
      const owner = box.closest("[data-day-input]");
      if (owner !== wrap) close(owner, false);
    });
  });
  document.addEventListener("input", (event) => {
    const wrap = event.target.closest?.("[data-day-input]");
    if (wrap && event.target === inputOf(wrap)) soon(wrap);
  });
  document.addEventListener("click", (event) => {
    const wrap = event.target.closest?.("[data-day-input]");
    if (!wrap) return;
    if (event.target.closest(".day-input__open")) {
      if (wrap.querySelector(".calendar")) close(wrap);
      else open(wrap);
    }
    const step = event.target.closest("[data-step]");
    if (step) draw(wrap, monthsOn(dayOf(wrap.querySelector(".calendar").dataset.shown), Number(step.dataset.step)));
    const chosen = event.target.closest("[data-on]");
    if (chosen) take(wrap, chosen.dataset.on);
  });
  document.addEventListener("keydown", (event) => {
    const wrap = event.target.closest?.("[data-day-input]");
    if (!wrap) return;
    const box = event.target.closest(".calendar");
    if (!box && event.key === "ArrowDown" && event.altKey) {
      event.preventDefault();
      open(wrap);
    } else if (event.key === "Escape" && wrap.querySelector(".calendar")) {
      event.preventDefault();
      event.stopPropagation();
      close(wrap);
    } else if (event.target.dataset.on) {
      const next = steps(event.key, dayOf(event.target.dataset.on));
      if (!next) return;
      event.preventDefault();
      move(wrap, next);
    }
  });
}
