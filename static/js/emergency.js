// Alt+D opens the list of helpers in an emergency and focuses the button that declares it: Enter is the second key.
// On the page of an emergency the remaining time counts down; without this file it stays as the server wrote it.

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

// "59 menit 12 detik": the server's units, plus seconds.
function written(seconds, units) {
  const whole = Math.abs(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const said = parts.map((count, at) => (count ? `${count} ${units[at]}` : "")).filter(Boolean);
  return said.join(" ") || `0 ${units[2]}`;
}

for (const place of document.querySelectorAll("[data-countdown]")) {
  const due = Date.parse(place.dataset.countdown);
  const skew = Date.parse(place.dataset.now) - Date.now(); // correct for the server's clock
  const units = place.dataset.units.split(" ");
  const bar = place.querySelector("progress");
  const tick = () => {
    const left = Math.round((due - Date.now() - skew) / 1000);
    place.querySelector("[data-left]").textContent = written(left, units);
    if (bar) bar.value = Math.min(bar.max, bar.max - left);
    if (left >= 0) return;
    place.classList.add("is-late");
    bar?.classList.add("is-late");
    for (const words of place.querySelectorAll("[data-late]")) words.textContent = words.dataset.late;
  };
  tick();
  setInterval(tick, 1000);
}
