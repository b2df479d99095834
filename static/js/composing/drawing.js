/* Draws a tile to its place with a mouse, a pen or a finger: a bar shows where it will stand, a label goes along, and the
   page scrolls near its edges. Escape, or laying it down beside the page, leaves it where it was. */

import { nameOf, plots, worded } from "./page.js";

const START = 6; // pixels before a press is a way
const EDGE = 80;
const FASTEST = 22; // pixels a frame
let drawn = null;

/** Have `move(plot, place)` called with the place, from 1, of a tile that was drawn; `say(plot)` when it stays. */
export function follow(composer, told) {
  composer.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".plot__handle");
    if (handle && event.button === 0 && event.isPrimary && !drawn) {
      begin(event, handle, told);
    }
  });
}

function begin(event, handle, told) {
  const { pointerId, clientX: x, clientY: y } = event;
  const listening = new AbortController();
  const { signal } = listening;
  event.preventDefault();
  handle.focus({ preventScroll: true });
  handle.setPointerCapture(pointerId);
  drawn = { handle, plot: handle.closest(".plot"), start: { x, y }, x, y, listening, place: null, label: null, told };
  handle.addEventListener("pointermove", draw, { signal });
  handle.addEventListener("pointerup", layDown, { signal });
  handle.addEventListener("pointercancel", putBack, { signal });
  handle.addEventListener("lostpointercapture", putBack, { signal });
  addEventListener("contextmenu", (menu) => menu.preventDefault(), { signal });
  addEventListener("keydown", escape, { capture: true, signal });
}

function draw(event) {
  Object.assign(drawn, { x: event.clientX, y: event.clientY });
  const way = Math.hypot(drawn.x - drawn.start.x, drawn.y - drawn.start.y);
  if (!drawn.label && way >= START) {
    lift();
  }
  if (drawn.label) {
    look();
  }
}

function lift() {
  drawn.plot.classList.add("is-drawn");
  document.documentElement.classList.add("is-drawing");
  drawn.label = document.createElement("p");
  drawn.label.className = "drawn";
  drawn.label.setAttribute("aria-hidden", "true");
  document.body.append(drawn.label);
  requestAnimationFrame(scroll);
}

/** Near its upper and lower edge the window scrolls, the faster the nearer, also while the hand rests. */
function scroll() {
  if (!drawn) {
    return;
  }
  const above = Math.max(0, EDGE - drawn.y);
  const below = Math.max(0, drawn.y - (innerHeight - EDGE));
  const before = scrollY;
  scrollBy({ top: ((below - above) / EDGE) * FASTEST, behavior: "instant" });
  if (scrollY !== before) {
    look();
  }
  requestAnimationFrame(scroll);
}

/** Find where the tile would stand, mark it, and take the label along. */
function look() {
  const { plot, label, x, y } = drawn;
  const all = plots();
  const others = all.filter((one) => one !== plot);
  const target = document.elementsFromPoint(x, y).map((one) => one.closest(".plots > .plot")).find(Boolean);
  if (target && target !== plot) {
    const box = target.getBoundingClientRect();
    const isRow = box.width > target.parentElement.clientWidth * 0.8;
    const after = isRow ? y > box.top + box.height / 2 : x > box.left + box.width / 2;
    mark(target, after);
    drawn.place = others.indexOf(target) + (after ? 2 : 1);
  } else if (target || !isOver(plot.parentElement, x, y)) {
    mark(null);
    drawn.place = null;
  }
  const place = drawn.place ?? all.indexOf(plot) + 1;
  label.textContent = worded("at", { name: nameOf(plot), place, total: all.length });
  const left = Math.min(x + 14, document.documentElement.clientWidth - label.offsetWidth - 8);
  label.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, y - label.offsetHeight - 10)}px)`;
}

/** In a joint the tile stays where it was shown last. */
function isOver(list, x, y) {
  const box = list.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function mark(target, after = false) {
  for (const one of document.querySelectorAll(".is-before, .is-after")) {
    one.classList.remove("is-before", "is-after");
  }
  target?.classList.add(after ? "is-after" : "is-before");
}

function layDown() {
  const { plot, place, label, told } = drawn;
  const stays = place === null || place === plots().indexOf(plot) + 1;
  release();
  if (!stays) {
    told.move(plot, place);
  } else if (label) {
    told.say(plot);
  }
}

function putBack() {
  const { plot, label, told } = drawn;
  release();
  if (label) {
    told.say(plot);
  }
}

function release() {
  drawn.listening.abort();
  drawn.plot.classList.remove("is-drawn");
  document.documentElement.classList.remove("is-drawing");
  drawn.label?.remove();
  mark(null);
  drawn = null;
}

function escape(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    putBack();
  }
}
