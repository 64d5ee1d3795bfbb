// Shows the progress of a long run; when its state changes, the page is reloaded.

import { ask, Refused } from "./fragment.js";

const box = document.querySelector("[data-progress]");
const EVERY = 1500; // milliseconds

async function look() {
  try {
    const { state, done, total } = await (await ask(box.dataset.progress, { accept: "application/json" })).json();
    if (state !== box.dataset.state) return location.reload();
    const bar = box.querySelector("[data-progress-bar]");
    bar.max = total || 1;
    bar.value = done;
    box.querySelector("[data-progress-words]").textContent = Math.round((100 * done) / (total || 1));
  } catch (failure) {
    if (failure instanceof Refused) return location.reload(); // locked or signed out: the reloaded page says so
    // no connection: try again
  }
  setTimeout(look, EVERY);
  return undefined;
}

if (box) setTimeout(look, EVERY);
