/* Starts the editor over the text area of an article. Where it does not load, the text area stays as it is. */

import { stayBelow } from "./below_bar.js";
import { options } from "./config.js";
import french from "./fr.js";
import { grow } from "./grow.js";
import { mendMenus } from "./mend.js";
import { keepInStep } from "./step.js";

const area = document.querySelector("textarea[data-editor]");

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

async function start() {
  const settings = JSON.parse(area.dataset.settings);
  const typed = area.value;
  try {
    await load(area.dataset.editor);
    hugerte.addI18n("fr", french);
    area.value = area.dataset.html;
    const [editor] = await hugerte.init(options(area, settings));
    area.value = typed;
    keepInStep(editor, area, settings.words);
    grow(editor);
    stayBelow(editor, document.querySelector(".workbar"));
    mendMenus(area.closest(".editor"), settings.words);
    // It tells how to write without the editor.
    document.getElementById(`${area.id}-help`)?.setAttribute("hidden", "");
    document.querySelector(`label[for="${area.id}"]`).addEventListener("click", () => editor.focus());
    area.dispatchEvent(new CustomEvent("editor:ready", { bubbles: true }));
  } catch (error) {
    area.value = typed;
    const told = area.closest(".editor").querySelector(".editor__count");
    told.textContent = settings.words.failed;
    told.hidden = false;
  }
}

start();
