// A revealed identity is hidden again when the user leaves the page, or after some minutes.
// The page has no address of its own; a reload or the back button asks for the reason again.

const open = document.querySelector("[data-identity]");

if (open) {
  const leave = () => {
    open.replaceChildren();
    location.replace(open.dataset.leave);
  };
  history.replaceState(null, "", location.href);
  setTimeout(leave, Number(open.dataset.minutes) * 60_000);
  addEventListener("pagehide", () => open.replaceChildren());
  addEventListener("pageshow", (event) => event.persisted && leave());
}
