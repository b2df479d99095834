/* Keeps the text area in step with the editor: each change is written there and told by an `input` event.

   Until something is changed it holds what the server sent, so that an untouched text is the same text.
   Other scripts may write into the editor: `editor:write` sent to the text area, with the HTML as its detail; and
   show a thing in it: `editor:show`, with { selector, index }. */

const SLOW = 20;

export function keepInStep(editor, area, words) {
  const sent = area.value;
  const begun = editor.getContent();
  const told = area.closest(".editor").querySelector(".editor__count");
  let due = 0;
  let cost = 0;

  function write() {
    clearTimeout(due);
    due = 0;
    if (editor.removed) {
      return;
    }
    const before = performance.now();
    const html = editor.getContent();
    cost = performance.now() - before;
    const now = html === begun ? sent : html;
    count();
    if (now !== area.value) {
      area.value = now;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function soon() {
    // A long text is not written out at each key.
    due ||= setTimeout(write, cost > SLOW ? cost * 10 : 0);
  }

  function count() {
    const found = (editor.getBody().innerText.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu) ?? []).length;
    const minutes = Math.max(1, Math.round(found / 200));
    const length = (found < 2 ? words.oneWord : words.words).replace("{}", found.toLocaleString("fr"));
    const time = minutes === 1 ? words.oneMinute : words.minutes.replace("{}", minutes);
    told.textContent = found ? `${length}, ${time}` : length;
    told.hidden = false;
  }

  editor.on("input change undo redo SetContent ExecCommand", soon);
  editor.on("blur", write);
  // Before others ask whether something would be lost.
  for (const kind of ["beforeunload", "pagehide"]) {
    addEventListener(kind, write, { capture: true });
  }
  area.form.addEventListener("formdata", ({ formData }) => {
    write();
    formData.set(area.name, area.value);
  });
  area.addEventListener("editor:write", ({ detail }) => {
    editor.undoManager.transact(() => editor.setContent(detail));
    write();
  });
  area.addEventListener("editor:show", ({ detail }) => show(editor, detail));
  count();
}

function show(editor, { selector, index = 0 }) {
  const wanted = editor.getBody().querySelectorAll(selector.replaceAll("iframe", "parvis-embed"))[index];
  editor.focus();
  if (wanted) {
    editor.selection.select(wanted);
    wanted.scrollIntoView({ block: "center" });
  }
}
