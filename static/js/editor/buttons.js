/* The buttons of the editor: those of HugeRTE that we use, and our own. */

import { ask } from "./dialog.js";
import { addTable } from "./table.js";
import { showSource } from "./source.js";

export const TOOLBAR = [
  "undo redo",
  "blocks",
  "bold italic more",
  "bullist numlist outdent indent",
  "blockquote alignleft aligncenter alignright",
  "link picture embed addtable hr",
  "language characters",
  "searchreplace visualblocks removeformat source showhelp",
].join(" | ");

export const TABLE_BUTTONS = [
  "tableinsertrowbefore tableinsertrowafter tabledeleterow",
  "tableinsertcolbefore tableinsertcolafter tabledeletecol",
  "tablerowheader tablecolheader tablecaption plaintable",
  "tablemergecells tablesplitcells",
  "tabledelete",
].join(" | ");

const CHARACTERS = ["«\u00a0", "\u00a0»", "“", "”", "–", "—", "…", "É", "È", "À", "Ç", "Œ", "œ", "æ", "×", "½", "→", "€", "№", "°", "²"];

export function BLOCK_FORMATS(words) {
  return `${words.paragraph}=p;${words.bigHeading}=h2;${words.heading}=h3;${words.smallHeading}=h4`;
}

export function addButtons(editor, settings) {
  const { words } = settings;
  const { registry } = editor.ui;
  registry.addMenuButton("more", {
    icon: "strike-through",
    tooltip: words.more,
    fetch: (show) => show("underline strikethrough superscript subscript codeformat"),
  });
  registry.addMenuButton("characters", {
    icon: "insert-character",
    tooltip: words.characters,
    fetch: (show) =>
      show([
        { type: "menuitem", text: words.noBreakSpace, onAction: () => editor.insertContent("\u00a0") },
        ...CHARACTERS.map((text) => ({
          type: "menuitem",
          text,
          onAction: () => editor.insertContent(text),
        })),
      ]),
  });
  registry.addButton("source", {
    icon: "sourcecode",
    tooltip: words.source,
    onAction: () => showSource(editor),
  });
  registry.addButton("showhelp", {
    icon: "help",
    tooltip: words.help,
    onAction: () => ask("help").then(() => editor.focus()),
  });
  editor.addShortcut("alt+0", words.help, () => ask("help").then(() => editor.focus()));
  registry.addContextToolbar("link", {
    predicate: (node) => node.nodeName === "A",
    items: "link openlink unlink",
    position: "node",
    scope: "node",
  });
  addTable(editor, words);
}
