/* Opens the settings of a tile beside the page: the form of its own page, fetched and sent without leaving this one.
   What was typed is lost only by an answer to a question. A module of that page which enhances fields exports
   `enhance(root)`; it is called for each form that comes in here. */

import { form as shown, leave, show } from "./form.js";
import { composer, parsed, renew, say, tell } from "./page.js";
import { sendForm } from "./sending.js";
import { stand } from "./sheet.js";

const panel = document.querySelector("[data-panel]");
const question = document.querySelector("[data-panel-question]");
const PASSING = /^csrf_token$|^state$|-(words|who|where)$/;
let open = null; // the tile, the address of its settings, and its form as it came
let asked = 0;

/** Open the settings where their link is pressed, or where the address of the page asks for them. */
export function followSettings() {
  if (!panel) {
    return;
  }
  composer.addEventListener("click", (event) => {
    const link = event.target.closest("[data-settings]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain) {
      event.preventDefault();
      ask(link);
    } else if ((event.target.closest("[data-panel-leave]") && isPlain) || event.target === composer) {
      event.preventDefault();
      close();
    }
  });
  panel.addEventListener("submit", submit);
  panel.addEventListener("keydown", (event) => {
    const isElsewhere = event.target.closest(".tox, dialog, [popover]") || event.defaultPrevented;
    if (event.key === "Escape" && !isElsewhere) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("composed:renewed", keepStep);
  addEventListener("beforeunload", (event) => {
    if (isChanged()) {
      event.preventDefault();
    }
  });
  comeBackHere();
  const { search, pathname, hash } = location;
  const wanted = new URLSearchParams(search).get("regler");
  const link = wanted ? document.getElementById(`tuile-${wanted}`)?.querySelector("[data-settings]") : null;
  if (link) {
    history.replaceState(null, "", pathname + hash);
    ask(link);
  }
}

async function ask(link) {
  if (isChanged() && !(await mayLose())) {
    return;
  }
  const number = (asked += 1);
  const id = link.closest(".plot").id;
  link.setAttribute("aria-busy", "true");
  const page = await fetch(link.href)
    .then((answer) => (answer.ok ? parsed(answer) : null))
    .catch(() => null);
  link.removeAttribute("aria-busy");
  if (number !== asked) {
    return;
  }
  if (!page?.querySelector("[data-tile-settings]")) {
    location.assign(link.href);
    return;
  }
  open = { id, url: link.href, typed: "" };
  panel.hidden = false;
  stand(panel, true);
  await show(page);
  open.typed = typed();
  mark();
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
}

async function close() {
  if (!isChanged() || (await mayLose())) {
    shut();
  }
}

function shut() {
  const id = open?.id;
  asked += 1;
  open = null;
  stand(panel, false);
  panel.hidden = true;
  leave();
  mark();
  const plot = id ? document.getElementById(id) : null;
  (plot?.querySelector("[data-settings]") ?? composer.querySelector("a, button"))?.focus({ preventScroll: true });
  plot?.scrollIntoView({ block: "nearest" });
}

async function submit(event) {
  const form = event.target;
  if (form.closest("dialog") || form.method !== "post" || event.defaultPrevented) {
    return;
  }
  event.preventDefault();
  if (panel.getAttribute("aria-busy")) {
    return;
  }
  panel.setAttribute("aria-busy", "true");
  const { ok, page } = await sendForm(form, event.submitter);
  panel.removeAttribute("aria-busy");
  const stays = ok && event.submitter?.value === "stay";
  if (!page || !open) {
    return;
  }
  if (page.querySelector("[data-tile-settings]")) {
    await show(page, event.submitter);
    if (stays) {
      open.typed = typed();
      tell(page);
      await refresh();
    }
  } else if (page.querySelector("[data-composed]")) {
    const was = open.id;
    open.typed = typed();
    const [appeared] = renew(page) || [];
    if (open) {
      open.id = document.getElementById(was) ? was : (appeared ?? was);
      shut();
    }
  }
}

/** Draw the tile anew while its settings stay open. */
async function refresh() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (answer?.ok) {
    renew(await parsed(answer));
  }
}

/** A tile that is taken away closes its settings, unless something was typed there: saving brings it back. */
function keepStep() {
  if (open && !document.getElementById(open.id) && !isChanged()) {
    shut();
  }
  comeBackHere();
  mark();
}

function mark() {
  for (const link of composer.querySelectorAll(".plot__name")) {
    const isOpen = open?.id === link.closest(".plot").id;
    link.closest(".plot").classList.toggle("is-open", isOpen);
    if (isOpen) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

/** Who adds a tile from here finds its settings here. */
function comeBackHere() {
  for (const link of composer.querySelectorAll("[data-add]")) {
    link.search = "?dans=page";
  }
}

/** Return all that the form holds, what is only looked for aside; an editor that starts has changed nothing. */
function typed() {
  const form = shown();
  const found = form ? [...new FormData(form)].filter(([name]) => !PASSING.test(name)) : [];
  const same = found.map(([name, value]) => {
    const field = form.elements[name];
    return [name, field?.dataset?.html === value ? field.defaultValue : (value.name ?? value)];
  });
  return JSON.stringify(same);
}

function isChanged() {
  return Boolean(open) && Boolean(open.typed) && typed() !== open.typed;
}

function mayLose() {
  return new Promise((resolve) => {
    question.returnValue = "";
    question.addEventListener("close", () => resolve(question.returnValue === "leave"), { once: true });
    question.showModal();
  });
}
