/* Follows work that goes on: asks for the page again, and shows it whole once the work is over. */

const PAUSE = 1500;

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-progress]");
  if (!fresh) {
    location.reload();
    return;
  }
  const shown = document.querySelector("[data-progress]");
  shown.querySelector("progress").value = fresh.querySelector("progress").value;
  shown.querySelector("[role=status]").textContent = fresh.querySelector("[role=status]").textContent;
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
