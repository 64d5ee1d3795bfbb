// A long run tells how far it is; when its state changes the page is drawn anew.

const box = document.querySelector("[data-progress]");
const EVERY = 1500; // milliseconds

async function look() {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return location.reload();
    const { state, done, total } = await answer.json();
    if (state !== box.dataset.state) return location.reload();
    const bar = box.querySelector("[data-progress-bar]");
    bar.max = total || 1;
    bar.value = done;
    box.querySelector("[data-progress-words]").textContent = Math.round((100 * done) / (total || 1));
  } catch {
    // the line is down: try again
  }
  setTimeout(look, EVERY);
}

if (box) setTimeout(look, EVERY);
