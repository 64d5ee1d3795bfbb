// The verdict of a screening while somebody ticks: the server judges, this file only asks and shows.
// Without it the button "Hitung kesimpulan" asks for the same.

const WAIT = 150; // milliseconds of silence before asking

for (const form of document.querySelectorAll("form[data-verdict]")) {
  let timer;
  let asked = 0;
  const place = document.getElementById("kesimpulan");
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;

  async function ask() {
    const mine = ++asked;
    const answer = await fetch(form.dataset.verdict, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch" },
      redirect: "error",
    }).catch(() => null);
    if (answer?.ok && mine === asked) place.innerHTML = await answer.text(); // a fragment of our own server
  }

  form.addEventListener("change", (event) => {
    if (!event.target.closest(".answers")) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}
