/* The page that is composed, as the server draws it: what comes back takes its place, is said once, and keeps the
   focus. What others hold on to, the panel of settings above all, stays where it is. */

export const composer = document.querySelector("[data-composer]");

const said = document.querySelector("[data-composed-said]");
const words = composer.dataset;

/** Read an answer as a page. */
export async function parsed(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Put what came back in place; false where it is no page that is composed. Returns the ids of new tiles. */
export function renew(next) {
  const parts = [...document.querySelectorAll("[data-composed]")];
  const fresh = parts.map((one) => next.querySelector(`[data-composed="${one.dataset.composed}"]`));
  if (fresh.includes(null)) {
    return false;
  }
  const known = new Set(plots().map((one) => one.id));
  parts.forEach((one, number) => one.replaceChildren(...document.adoptNode(fresh[number]).childNodes));
  tell(next);
  document.dispatchEvent(new Event("composed:renewed"));
  return plots().map((one) => one.id).filter((one) => !known.has(one));
}

export function plots() {
  return [...composer.querySelectorAll(".plots > .plot")];
}

export function nameOf(plot) {
  return plot.dataset.name;
}

/** Say what was done: where the page says it, in sight wherever one has scrolled, and aloud. */
export function tell(next) {
  const toasts = [...next.querySelectorAll(".workroom .toast")];
  if (!toasts.length) {
    return;
  }
  clearToasts();
  for (const one of toasts) {
    one.removeAttribute("role");
    one.classList.add("toast--floating");
    one.append(dismissal());
    composer.append(document.adoptNode(one));
  }
  say(toasts.map((one) => one.querySelector("p").textContent.trim()).join(" "));
}

/** Say something aloud, also when it is what was said last. */
export function say(text) {
  said.textContent = said.textContent === text ? `${text}\u00a0` : text;
}

/** Fill in the words that the page holds for its scripts. */
export function worded(name, values) {
  return words[name].replace(/\{(\w+)\}/g, (_, one) => values[one]);
}

export function clearToasts() {
  for (const old of document.querySelectorAll(".workroom .toast")) {
    old.remove();
  }
}

/** Give the focus back to the same button of the same tile, or to what is nearest to it. */
export function focusAgain(button, id) {
  const found = id ? document.getElementById(id) : null;
  const tools = [...(found?.querySelectorAll(".plot__tools button") ?? [])];
  const same = tools.find((one) => one.title === button?.title && !one.disabled);
  const undo = found ? null : composer.querySelector(".toast form button");
  const wanted = same ?? (button ? tools.find((one) => !one.disabled) : null) ?? found?.querySelector(".plot__handle");
  (wanted ?? undo ?? composer.querySelector("a, button"))?.focus({ preventScroll: true });
  (found ?? document.activeElement).scrollIntoView({ block: "nearest" });
}

function dismissal() {
  const button = composer.querySelector("template[data-dismissal]").content.firstElementChild.cloneNode(true);
  button.addEventListener("click", () => {
    clearToasts();
    composer.querySelector(".plot__name")?.focus({ preventScroll: true });
  });
  return button;
}
