/* Shows what a colour gives while it is being chosen: the form of templates/site/appearance.html is posted
   as its button "Preview" does, and what it shows is taken from the answer. */

const WAIT = 150;

for (const form of document.querySelectorAll("[data-look]")) {
  const colour = form.elements.colour;
  const shown = form.querySelector("[data-look-shown]");
  let pending = new AbortController();
  let timer = 0;

  colour.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='propose']");
    if (button) {
      event.preventDefault();
      colour.value = button.value;
      look();
    }
  });

  async function look() {
    pending.abort();
    pending = new AbortController();
    const body = new FormData(form);
    body.set("do", "look");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: pending.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.querySelector("[data-look-shown]");
      if (!answer.ok || !part) {
        throw new Error(answer.status);
      }
      shown.replaceChildren(...part.childNodes);
      for (const button of form.querySelectorAll("button[name='propose']")) {
        button.toggleAttribute("aria-pressed", false);
        if (button.value === colour.value) {
          button.setAttribute("aria-pressed", "true");
        }
      }
      form.querySelector("[data-look-said]").textContent = form.dataset.said;
    } catch (problem) {
      if (problem.name !== "AbortError") {
        form.querySelector("[data-look-said]").textContent = "";
      }
    }
  }
}
