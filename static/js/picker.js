/* Chooses files of the library in a dialog. The page holds components/sending.html: upload_kit. */

import { sendFrom } from "./library/sending.js";

/* Resolves with the files that were chosen, in that order; with none when the dialog is left. */
export function pick({ place, multiple = false }) {
  const kit = document.getElementById("upload-kit").dataset;
  const dialog = document.getElementById("picker-frame").content.firstElementChild.cloneNode(true);
  const shelf = dialog.querySelector("[data-shelf]");
  const done = dialog.querySelector("[data-done]");
  const chosen = new Map();
  const opener = document.activeElement;
  let asked = 0;

  document.body.append(dialog);
  dialog.querySelector("[data-foot]").hidden = !multiple;
  dialog.showModal();
  load(`${kit.picker}?place=${encodeURIComponent(place)}`);

  const picked = new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener?.focus?.();
      resolve(dialog.returnValue === "done" ? [...chosen.values()] : []);
    });
  });
  for (const button of dialog.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => dialog.close(""));
  }
  done.addEventListener("click", () => dialog.close("done"));
  shelf.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey) {
      return;
    }
    if (link.dataset.media) {
      event.preventDefault();
      choose(JSON.parse(link.dataset.media));
    } else if (new URL(link.href).pathname === new URL(kit.picker, location).pathname) {
      event.preventDefault();
      load(link.href, { keepsFocus: true });
    } else {
      link.target = "_blank";
    }
  });
  shelf.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[role=search]")) {
      event.preventDefault();
      load(`${kit.picker}?${new URLSearchParams(new FormData(form))}`, { keepsFocus: true });
    }
  });
  return picked;

  function choose(media) {
    if (!multiple) {
      chosen.clear();
      chosen.set(media.id, media);
      dialog.close("done");
      return;
    }
    if (!chosen.delete(media.id)) {
      chosen.set(media.id, media);
    }
    mark();
  }

  function mark() {
    for (const link of multiple ? shelf.querySelectorAll("[data-media]") : []) {
      link.setAttribute("aria-pressed", chosen.has(JSON.parse(link.dataset.media).id));
    }
    done.disabled = chosen.size === 0;
    done.querySelector("[data-count]").textContent = chosen.size ? `(${chosen.size})` : "";
  }

  async function load(url, { keepsFocus = false } = {}) {
    const number = (asked += 1);
    shelf.setAttribute("aria-busy", "true");
    let page;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      page = null;
    }
    if (number !== asked || !dialog.isConnected) {
      return;
    }
    const found = page?.querySelector("[data-picker]");
    shelf.removeAttribute("aria-busy");
    if (!found) {
      say(page ? kit.signedOut : kit.network);
      return;
    }
    const had = keepsFocus ? trail(document.activeElement) : null;
    dialog.querySelector("h2").textContent = found.dataset.title;
    shelf.replaceChildren(document.adoptNode(found));
    for (const link of shelf.querySelectorAll("[data-media]")) {
      link.setAttribute("role", "button");
      link.addEventListener("keydown", (event) => {
        if (event.key === " ") {
          event.preventDefault();
          link.click();
        }
      });
    }
    const sending = shelf.querySelector("form[data-sending]");
    if (sending) {
      sendFrom(sending, receive);
    }
    mark();
    shelf.scrollTop = 0;
    if (had) {
      (shelf.querySelector(had) ?? shelf).focus();
    }
    say(found.dataset.said);
  }

  function receive(media) {
    chosen.set(media.id, media);
    if (multiple) {
      mark();
    } else {
      chosen.clear();
      chosen.set(media.id, media);
      dialog.close("done");
    }
  }

  function say(words) {
    dialog.querySelector("[data-said-here]").textContent = words;
  }

  function trail(element) {
    return element?.name === "q" ? "[name=q]" : ".tabs [aria-current]";
  }
}
