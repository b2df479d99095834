/* What is pasted: an address or the code of a frame becomes its content, text from elsewhere comes in clean. */

import { embedOf, insertEmbed, kept, nameFrames, withFrames } from "./embeds.js";
import { parse } from "./parse.js";
import { tidy } from "./tidy.js";

const ADDRESS = /^https?:\/\/[^\s<>"]+$/i;
const FRAME = /^<iframe\s[^>]*>(?:[^]*<\/iframe>)?(?:\s*<\/?\w[^>]*>)*$/i;

export function addPasting(editor, { words }) {
  editor.on("PastePreProcess", (pasted) => {
    if (pasted.internal) {
      return;
    }
    const text = parse(pasted.content).textContent.trim();
    if (FRAME.test(text) || (ADDRESS.test(text) && editor.selection.isCollapsed())) {
      pasted.preventDefault();
      show(editor, text);
      return;
    }
    const { html, dropped } = tidy(pasted.content);
    if (dropped > 0) {
      editor.notificationManager.open({ text: words.picturesDropped, type: "info" });
    }
    if (/<iframe/i.test(html)) {
      pasted.preventDefault();
      withFrames(editor, html).then((found) => {
        editor.insertContent(found);
        return nameFrames(editor);
      });
    } else {
      pasted.content = html;
    }
  });
}

async function show(editor, text) {
  const found = await embedOf(text).catch(() => null);
  if (found && (await insertEmbed(editor, found))) {
    return;
  }
  if (ADDRESS.test(text)) {
    const link = document.createElement("a");
    link.href = text;
    link.textContent = text;
    editor.insertContent(link.outerHTML);
  } else if (!found) {
    const frame = parse(text).querySelector("iframe");
    editor.insertContent(kept(editor, frame.getAttribute("src") ?? "").outerHTML ?? "");
  }
}
