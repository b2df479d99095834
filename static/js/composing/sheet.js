/* Where there is no room beside the page, the panel lies over it: then the rest can be neither reached nor read. */

const ROOM = matchMedia("(min-width: 80rem)");
const STAYS = "script, dialog, template, [role=status], .tox, .drawn";
let standing = null;

/** Let the panel stand, or no more. */
export function stand(panel, isOpen) {
  panel.closest("[data-composer]").classList.toggle("has-panel", isOpen);
  standing = isOpen ? panel : null;
  fit(panel);
}

function fit(panel) {
  const lies = standing !== null && !ROOM.matches;
  document.documentElement.classList.toggle("has-sheet", lies);
  for (const one of document.querySelectorAll("[data-behind]")) {
    one.inert = false;
    one.removeAttribute("data-behind");
  }
  if (lies) {
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
    othersOf(panel).forEach(shade);
  } else {
    panel.removeAttribute("role");
    panel.removeAttribute("aria-modal");
  }
}

/** All that stands beside the panel, or beside what holds it. */
function othersOf(panel) {
  const found = [];
  for (let one = panel; one !== document.body; one = one.parentElement) {
    found.push(...[...one.parentElement.children].filter((other) => other !== one && !other.matches(STAYS)));
  }
  return found;
}

function shade(one) {
  one.inert = true;
  one.setAttribute("data-behind", "");
}

ROOM.addEventListener("change", () => standing && fit(standing));
