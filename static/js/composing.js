/* Composes a page without loading it anew: each button sends its form, and what changes comes back. A tile is drawn to
   its place by its handle, with a mouse, a pen, a finger or the arrows; its settings open beside the page. When the
   server does not answer, the button does what it does without script. */

import { followHandles } from "./composing/handles.js";
import { composer, focusAgain, parsed, renew } from "./composing/page.js";
import { followSettings } from "./composing/panel.js";

const AGAIN = new Set(["to", "size"]);
let isBusy = false;
let next = null; // the step that was asked for before the one before it had come back

document.addEventListener("submit", (event) => {
  const form = event.target;
  const isOurs = form.matches(".plot__tools") || (form.closest(".toast") && !form.closest("[data-panel]"));
  if (isOurs && event.submitter && !event.defaultPrevented) {
    event.preventDefault();
    press(form, event.submitter);
  }
});

function press(form, button) {
  const id = form.closest(".plot")?.id ?? "";
  if (isBusy) {
    next = AGAIN.has(button.name) ? { id, title: button.title } : null;
    return;
  }
  send(button.getAttribute("formaction") ?? form.action, new FormData(form, button), { button, id });
}

async function send(address, body, { button = null, id = "" } = {}) {
  if (isBusy) {
    return;
  }
  isBusy = true;
  composer.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body });
    const appeared = answer.ok && renew(await parsed(answer));
    if (!appeared) {
      throw new Error(answer.status);
    }
    focusAgain(button, appeared[0] ?? id);
  } catch {
    location.assign(location.pathname);
  }
  isBusy = false;
  composer.removeAttribute("aria-busy");
  goOn();
}

function goOn() {
  const { id, title } = next ?? {};
  next = null;
  const tools = id ? [...document.getElementById(id).querySelectorAll(".plot__tools button")] : [];
  tools.find((one) => one.title === title && !one.disabled)?.click();
}

followHandles((plot, place) => {
  const form = plot.querySelector(".plot__tools");
  const body = new FormData(form);
  body.set("to", place);
  send(form.action, body, { id: plot.id });
});
followSettings();
