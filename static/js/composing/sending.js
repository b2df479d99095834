/* Sends a form of the panel. Where the site does not take it, the panel says why above it, and what was typed stays. */

import { freshToken } from "../writing/post.js";
import { parsed } from "./page.js";

const panel = document.querySelector("[data-panel]");
const person = document.querySelector("script[data-person]")?.dataset.person;

/** Return `{ok, page}`: the page that answers, none where the form was not taken. */
export async function sendForm(form, submitter, again = true) {
  told(null);
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const body = new FormData(form, submitter);
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.headers.get("Content-Type")?.includes("json")) {
      const page = await parsed(answer);
      const isOurs = page.querySelector("[data-tile-settings], [data-composed]");
      told(isOurs ? null : "trouble");
      return { ok: answer.ok, page: isOurs ? page : null };
    }
    const { error } = await answer.json();
    if (error === "token" && again) {
      return (await freshToken(person)) ? sendForm(form, submitter, false) : refused("stranger");
    }
    return refused(error);
  } catch {
    return refused("trouble");
  }
}

function refused(word) {
  told(word);
  return { ok: false, page: null };
}

/** Say above the form why it was not taken, in the words that the page holds. */
function told(word) {
  const place = panel.querySelector("[data-panel-told]");
  const notice = word && (panel.querySelector(`template[data-told-of="${word}"]`) ?? panel.querySelector("template[data-told-of=trouble]"));
  place.replaceChildren(...(notice ? [notice.content.cloneNode(true)] : []));
  if (notice) {
    place.focus();
    panel.scrollTop = 0;
  }
}
