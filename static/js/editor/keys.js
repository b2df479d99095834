/* Keys: headings begin at the second rank, Ctrl+S saves, and no key is a trap. */

const HEADINGS = { 1: "h2", 2: "h2", 3: "h3", 4: "h4", 5: "h4", 6: "h4", 7: "p", 8: "p", 9: "p" };

export function addKeys(editor) {
  for (const [digit, format] of Object.entries(HEADINGS)) {
    editor.addShortcut(`access+${digit}`, "", () => editor.execCommand("mceToggleFormat", false, format));
  }
  editor.addShortcut("meta+s", "", () => save(editor));
  editor.getElement().form.addEventListener("keydown", (pressed) => {
    if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && pressed.key.toLowerCase() === "s") {
      pressed.preventDefault();
      save(editor);
    }
  });
  // What is no item of a list has no place to go to: HugeRTE would set a margin, which no text keeps.
  editor.on("BeforeExecCommand", (asked) => {
    const isShift = ["indent", "outdent"].includes(asked.command.toLowerCase());
    if (isShift && !editor.dom.getParent(editor.selection.getStart(), "li")) {
      asked.preventDefault();
    }
  });
}

/* The first button of the form answers the Enter key too: it keeps a draft, nothing goes out. */
function save(editor) {
  const { form } = editor.getElement();
  form.requestSubmit(form.querySelector("button[type=submit]:not([formaction])"));
}
