// Leave quickly: the back button does not return here, and three presses of Esc within two seconds leave too.

const link = document.querySelector("[data-leave]");
let presses = [];

function leave(event) {
  event.preventDefault();
  location.replace(link.href);
}

link.addEventListener("click", leave);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length > 2) leave(event);
});
