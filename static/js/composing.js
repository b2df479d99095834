/* Composes a page without loading it anew: each button sends its form, and what changes comes back, is said, and
   keeps the focus. A tile can also be drawn to its place by its handle, with a mouse, a pen or a finger. When the
   server does not answer, the button does what it does without script. */

const START = 6;
const EDGE = 70;
const page = document.querySelector("[data-composed]");
const said = document.querySelector("[data-composed-said]");
let drawn = null;

page.addEventListener("submit", (event) => {
  const form = event.target.closest(".plot__tools");
  if (form && event.submitter) {
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    send(event.submitter.getAttribute("formaction") ?? form.action, body, event.submitter);
  }
});

async function send(address, body, button, tile = null) {
  if (page.getAttribute("aria-busy")) {
    return;
  }
  page.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = next.querySelector("[data-composed]");
    if (!answer.ok || !fresh) {
      throw new Error(answer.status);
    }
    const place = answer.url.split("#")[1] ?? "";
    page.replaceChildren(...document.adoptNode(fresh).childNodes);
    tell(next);
    focusAgain(button, place || tile);
    prepare();
  } catch {
    location.assign(location.pathname);
  } finally {
    page.removeAttribute("aria-busy");
  }
}

/* What was done stands where the page says it, and is spoken once. */
function tell(next) {
  const toasts = [...next.querySelectorAll(".workroom .toast")];
  for (const old of document.querySelectorAll(".workroom .toast")) {
    old.remove();
  }
  const place = document.querySelector(".workroom > .wrap");
  for (const one of toasts) {
    one.removeAttribute("role");
    place.append(document.adoptNode(one));
  }
  said.textContent = toasts.map((one) => one.querySelector("p").textContent.trim()).join(" ");
}

function focusAgain(button, place) {
  const tile = button?.closest?.(".plot")?.id || place;
  const found = tile ? document.getElementById(tile) : null;
  const name = button?.getAttribute("aria-label") ?? button?.title;
  const same = [...(found?.querySelectorAll(".plot__tools button") ?? [])];
  const wanted = same.find((one) => one.title === name && !one.disabled) ?? same.find((one) => !one.disabled);
  const undo = found ? null : document.querySelector(".workroom .toast button");
  (wanted ?? undo ?? page.querySelector("a, button"))?.focus();
}

function prepare() {
  for (const handle of page.querySelectorAll(".plot__handle")) {
    handle.hidden = false;
    handle.addEventListener("pointerdown", take);
  }
}

function take(event) {
  if (event.button !== 0 || drawn) {
    return;
  }
  event.preventDefault();
  const handle = event.currentTarget;
  drawn = { handle, plot: handle.closest(".plot"), x: event.clientX, y: event.clientY, target: null, after: false };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", draw);
  handle.addEventListener("pointerup", drop);
  handle.addEventListener("pointercancel", leave);
  document.addEventListener("keydown", escape);
}

function draw(event) {
  const moved = Math.hypot(event.clientX - drawn.x, event.clientY - drawn.y);
  if (moved < START && !drawn.plot.classList.contains("is-drawn")) {
    return;
  }
  drawn.plot.classList.add("is-drawn");
  if (event.clientY < EDGE) {
    scrollBy(0, -18);
  } else if (event.clientY > innerHeight - EDGE) {
    scrollBy(0, 18);
  }
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const target = under.map((one) => one.closest(".plots > .plot")).find((one) => one && one !== drawn.plot);
  mark(null);
  if (target) {
    const box = target.getBoundingClientRect();
    const isWide = box.width > page.clientWidth * 0.8;
    drawn.after = isWide ? event.clientY > box.top + box.height / 2 : event.clientX > box.left + box.width / 2;
    mark(target);
  }
  drawn.target = target ?? null;
}

function mark(target) {
  for (const one of page.querySelectorAll(".is-before, .is-after")) {
    one.classList.remove("is-before", "is-after");
  }
  target?.classList.add(drawn.after ? "is-after" : "is-before");
}

function drop() {
  const { plot, target, after } = drawn;
  leave();
  if (target) {
    const others = [...page.querySelectorAll(".plots > .plot")].filter((one) => one !== plot);
    const form = plot.querySelector(".plot__tools");
    const body = new FormData(form);
    body.set("to", others.indexOf(target) + (after ? 2 : 1));
    send(form.action, body, null, plot.id);
  }
}

function leave() {
  const { handle, plot } = drawn;
  mark(null);
  plot.classList.remove("is-drawn");
  handle.removeEventListener("pointermove", draw);
  handle.removeEventListener("pointerup", drop);
  handle.removeEventListener("pointercancel", leave);
  document.removeEventListener("keydown", escape);
  drawn = null;
}

function escape(event) {
  if (event.key === "Escape") {
    leave();
  }
}

prepare();
