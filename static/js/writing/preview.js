/* Shows the text being written as its readers will see it, in a panel beside the form, and again while one
   goes on typing. It reads the form and changes nothing in it. */

const WAIT = 700;
const BESIDE = matchMedia("(min-width: 66rem)");

const form = document.querySelector("form[data-writing]");
const button = form.querySelector("[data-preview]");
const panel = document.querySelector("[data-preview-panel]");
const stage = panel.querySelector(".preview__stage");
const said = panel.querySelector("[data-said]");
let shown = stage.querySelector("iframe");
let number = 0;
let timer = 0;

button.setAttribute("aria-haspopup", "dialog");
button.addEventListener("click", (event) => {
  event.preventDefault();
  if (!panel.open) {
    BESIDE.matches ? panel.show() : panel.showModal();
  }
  refresh();
});
panel.querySelector("[data-close]").addEventListener("click", () => panel.close());
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    panel.close();
  }
});
panel.addEventListener("close", () => {
  clearTimeout(timer);
  button.focus();
});
panel.addEventListener("change", fit);
new ResizeObserver(fit).observe(stage);
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, () => {
    clearTimeout(timer);
    timer = panel.open ? setTimeout(refresh, WAIT) : 0;
  });
}

/* Each look gets a frame of its own, which takes the place of the last one when it is drawn: nothing flickers,
   and no step is added to the history of the page. */
function refresh() {
  number += 1;
  const mine = number;
  const next = shown.cloneNode();
  next.name = `preview-${mine}`;
  next.classList.add("is-waiting");
  stage.append(next);
  next.addEventListener("load", () => {
    if (next.contentWindow.location.href === "about:blank") {
      return;
    }
    if (mine !== number) {
      next.remove();
      return;
    }
    next.contentWindow.scrollTo(0, shown.contentWindow?.scrollY ?? 0);
    next.classList.remove("is-waiting");
    shown.remove();
    shown = next;
    said.textContent = said.dataset.done;
  });
  said.textContent = "";
  fit();
  send(next.name);
}

function send(target) {
  const sent = document.createElement("form");
  const action = button.formAction;
  Object.assign(sent, { method: "post", enctype: "multipart/form-data", action, target, hidden: true });
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      sent.append(field);
    }
  }
  document.body.append(sent);
  HTMLFormElement.prototype.submit.call(sent);
  sent.remove();
}

/* A page wider than the panel is drawn smaller. */
function fit() {
  const width = Number(panel.querySelector("[name=preview-width]:checked").value);
  const scale = Math.min(1, stage.clientWidth / width);
  stage.style.setProperty("--preview-width", `${width}px`);
  stage.style.setProperty("--preview-height", `${stage.clientHeight / scale}px`);
  stage.style.setProperty("--preview-scale", scale);
}
