/* The pictures of a tile in its form: sent at once or chosen in the library, framed in place
   (components/tile_pictures.html). */

import { cropIn } from "./library/cropping.js";

export function enhance(root) {
  for (const place of root.querySelectorAll("[data-tile-picture]")) {
    start(place);
  }
}

function start(place) {
  const words = document.getElementById("tile-picture-words").dataset;
  const [id, input, chosen] = ["[data-id]", "input[type=file]", "[data-chosen]"].map((one) => place.querySelector(one));
  const [said, bar, away] = ["[data-told]", "[data-progress]", "[data-take-away]"].map((one) => place.querySelector(one));
  const [alt, decorative] = ["alt", "decorative"].map((name) => place.querySelector(`[name$="-${name}"]`));
  const blank = place.querySelector("[data-crop]")?.cloneNode(true);

  for (const one of place.querySelectorAll("[data-scripted], [data-plain]")) {
    one.hidden = one.dataset.plain !== undefined;
  }
  if (id.value) {
    frame();
  }
  decorative?.addEventListener("change", quiet);
  quiet();
  input.addEventListener("change", () => input.files.length && send(input.files[0]));
  place.querySelector("[data-library]").addEventListener("click", async () => {
    const { pick } = await import(words.picker);
    const [media] = await pick({ place: "tile" });
    if (media) {
      show(media);
    }
  });
  away.addEventListener("click", () => {
    id.value = "";
    [chosen.hidden, away.hidden] = [true, true];
    place.querySelector("[data-label]").textContent = words.choose;
    said.textContent = words.removed;
    input.focus();
    changed();
  });

  async function send(file) {
    input.value = "";
    input.disabled = true;
    bar.hidden = false;
    place.querySelector("[data-refused]").replaceChildren();
    try {
      const { upload } = await import(words.upload);
      const onProgress = (part) => {
        bar.value = part;
        said.textContent = part < 1 ? words.sending : words.working;
      };
      show(await upload(file, { place: "tile", onProgress }));
    } catch (error) {
      refuse(`${file.name} – ${error.words ?? words.failed}`);
    }
    input.disabled = false;
    bar.hidden = true;
  }

  function show(media) {
    id.value = media.id;
    [chosen.hidden, away.hidden] = [false, false];
    place.querySelector("[data-label]").textContent = words.another;
    for (const old of place.querySelectorAll("[data-warned]")) {
      old.remove();
    }
    if (alt) {
      alt.value = media.alt;
      decorative.checked = false;
      quiet();
    }
    if (blank) {
      const fresh = blank.cloneNode(true);
      Object.assign(fresh.dataset, { url: media.url, width: media.width, height: media.height, isNew: "" });
      delete fresh.dataset.start;
      fresh.querySelector("[data-box]").value = "";
      place.querySelector("[data-crop]").replaceWith(fresh);
      frame();
    } else {
      const picture = Object.assign(new Image(), { src: media.thumb, alt: "", width: 340, height: 191 });
      place.querySelector("[data-view]").replaceChildren(picture);
    }
    said.textContent = words.added.replace("{}", media.title);
    changed();
  }

  function frame() {
    const field = place.querySelector("[data-crop]");
    if (field) {
      field.hidden = false;
      cropIn(field);
    }
  }

  function refuse(why) {
    const line = document.getElementById("tile-picture-refusal").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-words]").textContent = why;
    place.querySelector("[data-refused]").append(line);
    said.textContent = line.textContent.trim();
  }

  /* What decorates says nothing. */
  function quiet() {
    if (alt) {
      alt.disabled = decorative.checked;
    }
  }

  function changed() {
    id.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

enhance(document);
