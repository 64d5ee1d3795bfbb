// Alt+D opens who helps in an emergency and moves the focus to the button that declares it: Enter is the second key.
// On the page of an emergency the clock runs; without this file it stands as the server wrote it.

const ask = document.querySelector("[data-emergency]");

if (ask) {
  const confirm = ask.querySelector("[data-emergency-confirm]");
  ask.addEventListener("toggle", () => {
    if (ask.open) confirm.focus();
  });
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyD") return;
    event.preventDefault();
    ask.open = true;
    ask.scrollIntoView({ block: "nearest" });
    confirm.focus();
  });
}

const two = (number) => String(number).padStart(2, "0");

function written(seconds) {
  const rest = Math.abs(seconds);
  const hours = Math.floor(rest / 3600);
  const clock = `${two(Math.floor((rest % 3600) / 60))}.${two(Math.floor(rest % 60))}`;
  return hours ? `${hours}.${clock}` : clock;
}

for (const place of document.querySelectorAll("[data-countdown]")) {
  const due = Date.parse(place.dataset.countdown);
  const skew = Date.parse(place.dataset.now) - Date.now(); // the server's clock is the one that counts
  const shown = place.querySelector("[data-countdown-clock]");
  const bar = place.querySelector("progress");
  const tick = () => {
    const left = Math.round((due - Date.now() - skew) / 1000);
    shown.textContent = left >= 0 ? `${shown.dataset.left} ${written(left)}` : `${shown.dataset.over} ${written(left)}`;
    if (bar) bar.value = Math.min(bar.max, bar.max - left);
    place.classList.toggle("is-late", left < 0);
  };
  tick();
  setInterval(tick, 1000);
}
