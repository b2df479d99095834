/* A table with a row of headers and a caption from the start, and tables without lines. */

export function addTable(editor, words) {
  const { registry } = editor.ui;
  registry.addMenuButton("addtable", {
    icon: "table",
    tooltip: words.table,
    fetch: (show) =>
      show([
        {
          type: "fancymenuitem",
          fancytype: "inserttable",
          onAction: ({ numRows, numColumns }) => insertTable(editor, numRows, numColumns),
        },
      ]),
  });
  registry.addToggleButton("plaintable", {
    icon: "table-classes",
    tooltip: words.plainTable,
    onAction: () => editor.execCommand("mceTableToggleClass", false, "table-plain"),
    onSetup: (button) => {
      const look = () => {
        const table = editor.dom.getParent(editor.selection.getStart(), "table");
        button.setActive(table !== null && editor.dom.hasClass(table, "table-plain"));
      };
      editor.on("NodeChange", look);
      return () => editor.off("NodeChange", look);
    },
  });
  editor.on("ExecCommand", ({ command }) => {
    if (command.toLowerCase() === "mcetabletogglecaption") {
      openCaption(editor, words);
    }
  });
  editor.on("keydown", (pressed) => {
    if (pressed.key === "Tab" && !pressed.ctrlKey && !pressed.altKey && !pressed.metaKey) {
      step(editor, pressed);
    }
  });
}

/* HugeRTE writes “Caption” into it, in English, which would stay: ours is empty and says what it waits for. */
function openCaption(editor, words) {
  const table = editor.dom.getParent(editor.selection.getStart(), "table");
  const caption = table?.querySelector("caption");
  if (caption?.textContent === "Caption") {
    caption.innerHTML = '<br data-mce-bogus="1">';
    caption.dataset.mcePlaceholder = words.caption;
    editor.selection.setCursorLocation(caption, 0);
  }
}

/* From cell to cell, as in other programs. Beyond the last one Tab leaves the editor: it is no trap. */
function step(editor, pressed) {
  const here = editor.dom.getParent(editor.selection.getStart(), "td, th, caption");
  const places = [...(here?.closest("table").querySelectorAll("caption, th, td") ?? [])];
  const next = places[places.indexOf(here) + (pressed.shiftKey ? -1 : 1)];
  if (next) {
    pressed.preventDefault();
    editor.selection.select(next, true);
    editor.selection.collapse(false);
    editor.nodeChanged();
  }
}

function insertTable(editor, rows, columns) {
  editor.undoManager.transact(() => {
    editor.execCommand("mceInsertTable", false, { rows, columns, options: { headerRows: 1 } });
    const table = editor.dom.getParent(editor.selection.getStart(), "table");
    if (table && !table.querySelector("caption")) {
      editor.execCommand("mceTableToggleCaption");
    }
  });
}
