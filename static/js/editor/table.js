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
