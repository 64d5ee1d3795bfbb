// `/` focuses the search box; j and k move through lists marked data-keyboard-list; Enter opens the focused link.

const typing = (element) => element?.matches?.("input, textarea, select, [contenteditable]");
const links = () => [...document.querySelectorAll("[data-keyboard-list] a.row-title")].filter((link) => link.offsetParent);

function move(step) {
  const rows = links();
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// In a search box, arrow down moves into the results, and Escape leaves the box so that j and k work again.
addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-keyboard-search], [data-keyboard-into-list]")) return;
  if (event.key === "ArrowDown" && links().length) {
    event.preventDefault();
    links()[0].focus();
  } else if (event.key === "Escape" && !event.target.value) event.target.blur();
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-keyboard-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "ArrowDown" && event.target === document.body && document.querySelector("[data-keyboard-into-list]") && links().length) {
    event.preventDefault();
    links()[0].focus();
  } else if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(event.key === "j" ? 1 : -1);
  } else if (event.key === "Escape") {
    document.querySelector("details.menu[open]")?.removeAttribute("open");
  }
});

// A click elsewhere closes the user menu.
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
