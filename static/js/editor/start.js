/* Starts the editor over the text areas that ask for it. Where it does not load, the text area stays as it is. Whoever
   takes a text area out of the page tells it so by `editor:leave`. */

import { stayBelow } from "./below_bar.js";
import { options } from "./config.js";
import french from "./fr.js";
import { grow } from "./grow.js";
import { mendMenus } from "./mend.js";
import { keepInStep } from "./step.js";

export function enhance(root) {
  root.querySelectorAll("textarea[data-editor]").forEach(start);
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

async function start(area) {
  const settings = JSON.parse(area.dataset.settings);
  const typed = area.value;
  try {
    if (!("hugerte" in window)) {
      await load(area.dataset.editor);
    }
    hugerte.addI18n("fr", french);
    area.value = area.dataset.html;
    const [editor] = await hugerte.init(options(area, settings));
    area.value = typed;
    keepInStep(editor, area, settings.words);
    grow(editor);
    const bar = area.closest("[data-panel]") ? null : document.querySelector(".workbar");
    if (bar) {
      stayBelow(editor, bar);
    }
    mendMenus(area.closest(".editor"), settings.words);
    // It tells how to write without the editor.
    document.getElementById(`${area.id}-help`)?.setAttribute("hidden", "");
    document.querySelector(`label[for="${area.id}"]`).addEventListener("click", () => editor.focus());
    area.addEventListener("editor:leave", () => editor.remove());
    area.dispatchEvent(new CustomEvent("editor:ready", { bubbles: true }));
  } catch (error) {
    area.value = typed;
    const told = area.closest(".editor").querySelector(".editor__count");
    told.textContent = settings.words.failed;
    told.hidden = false;
  }
}

enhance(document);
