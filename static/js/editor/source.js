/* The HTML of the text, to read and to change. */

import { ask } from "./dialog.js";
import { nameFrames, withFrames } from "./embeds.js";

export async function showSource(editor) {
  const before = editor.getContent().replace(/(<\/(?:p|h[234]|ul|ol|table|blockquote|figure|pre)>|<hr>)/g, "$1\n");
  const given = await ask("source", { values: { code: before } });
  if (given && given.code !== before) {
    const html = await withFrames(editor, given.code);
    editor.undoManager.transact(() => editor.setContent(html));
    await nameFrames(editor);
  }
  editor.focus();
}
