/* The frame of the part of a picture that is shown, moved by pointer or keyboard (components/framing.html). */

import "/static/vendor/cropperjs/cropper.esm.min.js";

const STEP = 0.01;
const LARGE_STEP = 0.05;
const SMALLEST = 0.05;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HANDLES = ["move", "n-resize", "e-resize", "s-resize", "w-resize", "ne-resize", "nw-resize", "se-resize", "sw-resize"];

/* Puts a frame into a field; one without a box of its own to turn it on always shows it, and says a part
   only once it was moved, or at once for a picture that was just chosen (data-is-new). */
export function cropIn(field) {
  const { ratio, url, width, height, least, said, small, start } = field.dataset;
  const own = field.querySelector("[data-own]");
  const box = field.querySelector("[data-box]");
  const frame = field.querySelector("[data-frame]");
  /* the frame's height, in fractions of the picture's, for each fraction of its width */
  const rise = width / height / ratio;
  const widest = Math.min(1, 1 / rise);
  let part = null;
  let selection = null;
  let isDrawing = false;

  own?.addEventListener("change", show);
  show();

  function show() {
    for (const one of [frame, ...field.querySelectorAll("[data-with-frame]")]) {
      one.hidden = !isOn();
    }
    if (isOn() && !selection) {
      frame.style.aspectRatio = `${width} / ${height}`;
      build();
    }
    if (isOn()) {
      choose(part ?? stored(box.value) ?? stored(start ?? "") ?? middle(), own || box.value || "isNew" in field.dataset);
    }
  }

  function isOn() {
    return !own || own.checked;
  }

  function stored(text) {
    const [left, top, right, bottom] = text.split(",").map(Number);
    return right > left && bottom > top ? { x: left, y: top, width: right - left } : null;
  }

  function middle() {
    return { x: (1 - widest) / 2, y: (1 - widest * rise) / 2, width: widest };
  }

  function build() {
    const canvas = document.createElement("cropper-canvas");
    const picture = document.createElement("cropper-image");
    selection = document.createElement("cropper-selection");
    picture.setAttribute("src", url);
    picture.setAttribute("alt", "");
    canvas.setAttribute("aria-hidden", "true"); // the frame around it has the name and the keys
    selection.setAttribute("aspect-ratio", ratio);
    /* Precise: rounded to pixels, what is drawn would change the part that was chosen. */
    for (const name of ["movable", "resizable", "outlined", "precise"]) {
      selection.setAttribute(name, "");
    }
    selection.append(document.createElement("cropper-grid"));
    for (const action of HANDLES) {
      const handle = document.createElement("cropper-handle");
      handle.setAttribute("action", action);
      handle.toggleAttribute("plain", action === "move");
      selection.append(handle);
    }
    canvas.append(picture, document.createElement("cropper-shade"), selection);
    frame.append(canvas);
    selection.addEventListener("change", follow);
    frame.addEventListener("keydown", press);
    new ResizeObserver(() => part && draw()).observe(frame);
  }

  /* The pointer has moved the frame: it stays inside the picture, or where it was. */
  function follow(event) {
    if (isDrawing) {
      return;
    }
    const { detail } = event;
    const { clientWidth, clientHeight } = frame;
    const wanted = { x: detail.x / clientWidth, y: detail.y / clientHeight, width: detail.width / clientWidth };
    if (isPlaced(wanted) && !own && !box.value) {
      return; // drawn anew, not moved
    }
    if (isInside(wanted) || isPlaced(wanted)) {
      keep(wanted);
    } else {
      event.preventDefault();
    }
  }

  function isInside({ x, y, width: wide }) {
    const slack = 0.002;
    return x >= -slack && y >= -slack && x + wide <= 1 + slack && y + wide * rise <= 1 + slack && wide >= SMALLEST - slack;
  }

  function isPlaced(wanted) {
    return part && Math.abs(wanted.x - part.x) + Math.abs(wanted.y - part.y) + Math.abs(wanted.width - part.width) < 0.004;
  }

  function press(event) {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    if (event.key in MOVES) {
      const [right, down] = MOVES[event.key];
      choose({ ...part, x: part.x + right * step, y: part.y + down * step });
    } else if (["+", "="].includes(event.key)) {
      choose(grown(step));
    } else if (["-", "−"].includes(event.key)) {
      choose(grown(-step));
    } else {
      return;
    }
    event.preventDefault();
  }

  function grown(by) {
    const wide = within(SMALLEST, part.width + by, widest);
    const change = wide - part.width;
    return { x: part.x - change / 2, y: part.y - (change * rise) / 2, width: wide };
  }

  function choose(wanted, says = true) {
    const wide = within(SMALLEST, wanted.width, widest);
    keep({ x: within(0, wanted.x, 1 - wide), y: within(0, wanted.y, 1 - wide * rise), width: wide }, says);
    draw();
  }

  function keep(wanted, says = true) {
    part = wanted;
    const edges = [part.x, part.y, part.x + part.width, part.y + part.width * rise];
    if (says) {
      box.value = edges.map((one) => within(0, one, 1).toFixed(5)).join(",");
    }
    const wide = Math.round(part.width * width);
    const words = wide < Number(least) ? small : said;
    field.querySelector("[data-says]").textContent = words
      .replace("{}", wide)
      .replace("{}", Math.round(part.width * rise * height));
  }

  function draw() {
    const { clientWidth, clientHeight } = frame;
    const { x, y, width: wide } = part;
    isDrawing = true;
    selection.$change?.(x * clientWidth, y * clientHeight, wide * clientWidth, (wide * clientWidth) / ratio);
    isDrawing = false;
  }
}

export function within(least, number, most) {
  return Math.max(least, Math.min(number, Math.max(least, most)));
}
