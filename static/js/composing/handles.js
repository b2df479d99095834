/* A tile is taken by its handle: drawn with a mouse, a pen or a finger (`drawing.js`), or moved with the arrows, each
   step said aloud. Escape puts it back. Nothing is sent before it is laid down. */

import { follow } from "./drawing.js";
import { composer, nameOf, plots, say, worded } from "./page.js";

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };
let taken = null;
let isMoving = false;

/** Have `move(plot, place)` called with the place, from 1, at which a tile is laid down. */
export function followHandles(move) {
  const show = () => {
    for (const handle of composer.querySelectorAll(".plot__handle")) {
      handle.hidden = false;
    }
  };
  document.addEventListener("composed:renewed", show);
  show();
  follow(composer, { move, say: (plot) => say(whereIs(plot, "back")) });
  composer.addEventListener("keydown", (event) => press(event, move));
  composer.addEventListener("focusout", (event) => {
    if (taken && !isMoving && event.target === taken.handle) {
      putBack();
    }
  });
}

function press(event, move) {
  const handle = event.target.closest(".plot__handle");
  if (!handle || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const isToggle = event.key === " " || event.key === "Enter";
  const step = STEPS[event.key];
  if (!taken && isToggle) {
    event.preventDefault();
    take(handle);
  } else if (taken && (isToggle || step !== undefined || event.key === "Escape")) {
    event.preventDefault();
    event.stopPropagation();
    if (isToggle) {
      layDown(move);
    } else if (event.key === "Escape") {
      putBack();
    } else {
      walk(step);
    }
  }
}

function take(handle) {
  const plot = handle.closest(".plot");
  taken = { handle, plot, from: plots().indexOf(plot) };
  plot.classList.add("is-taken");
  handle.setAttribute("aria-pressed", "true");
  say(whereIs(plot, "taken"));
}

function walk(step) {
  const { plot, handle } = taken;
  const all = plots();
  const here = all.indexOf(plot);
  const place = Math.max(0, Math.min(all.length - 1, here + step));
  if (place !== here) {
    put(plot, place, handle);
  }
  say(whereIs(plot, "at"));
}

function layDown(move) {
  const { plot, from } = taken;
  const place = plots().indexOf(plot);
  release();
  if (place === from) {
    say(whereIs(plot, "back"));
  } else {
    move(plot, place + 1);
  }
}

function putBack() {
  const { plot, from, handle } = taken;
  const hadFocus = document.activeElement === handle;
  release();
  put(plot, from, hadFocus ? handle : null);
  say(whereIs(plot, "back"));
}

function release() {
  taken.plot.classList.remove("is-taken");
  taken.handle.setAttribute("aria-pressed", "false");
  taken = null;
}

/** A tile that is put elsewhere loses the focus, which is no reason to put it back. */
function put(plot, place, handle) {
  isMoving = true;
  const others = plots().filter((one) => one !== plot);
  plot.parentElement.insertBefore(plot, others[place] ?? null);
  handle?.focus({ preventScroll: true });
  isMoving = false;
  plot.scrollIntoView({ block: "nearest" });
}

function whereIs(plot, word) {
  const all = plots();
  return worded(word, { name: nameOf(plot), place: all.indexOf(plot) + 1, total: all.length });
}
