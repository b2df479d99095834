/* Frames a picture: a click sets the point that matters; a frame, by pointer or keyboard, the part that is shown. */

import { cropIn, within } from "./cropping.js";

showPoint(document.querySelector("[data-focal]"));
for (const one of document.querySelectorAll("[data-crop]")) {
  one.hidden = false;
  one.closest("[data-crops]").hidden = false;
  cropIn(one);
}

function showPoint(place) {
  const mark = place.querySelector("[data-mark]");
  const across = document.querySelector("[name=across]");
  const down = document.querySelector("[name=down]");
  const draw = () => {
    mark.style.insetInlineStart = `${across.value}%`;
    mark.style.insetBlockStart = `${down.value}%`;
  };
  mark.hidden = false;
  place.addEventListener("click", (event) => {
    const box = place.querySelector("img").getBoundingClientRect();
    across.value = Math.round(within(0, (event.clientX - box.left) / box.width, 1) * 100);
    down.value = Math.round(within(0, (event.clientY - box.top) / box.height, 1) * 100);
    draw();
  });
  across.addEventListener("input", draw);
  down.addEventListener("input", draw);
  draw();
}
