/* Content of other sites: a calm block in the editor, which loads nothing; an iframe in the text that is sent. */

import { ask } from "./dialog.js";
import { parse } from "./parse.js";

const CARD = "parvis-embed";
const AROUND = new Set(["figure", "td", "th", "li"]);
let endpoint = "";

export function addEmbeds(editor, { words, hosts }, address) {
  endpoint = address;
  editor.on("PreInit", () => {
    editor.parser.addNodeFilter("iframe", (nodes) => nodes.forEach((node) => toCard(node, hosts, words)));
    editor.serializer.addNodeFilter(CARD, (nodes) => nodes.forEach(toFrame));
  });
  const { registry } = editor.ui;
  registry.addButton("embed", { icon: "embed", tooltip: words.embed, onAction: () => insertEmbed(editor) });
  registry.addButton("changeembed", { icon: "edit-block", text: words.changeEmbed, onAction: () => rename(editor, selected(editor)) });
  registry.addButton("removeembed", {
    icon: "remove",
    tooltip: words.removeEmbed,
    onAction: () => editor.undoManager.transact(() => (selected(editor).closest("figure") ?? selected(editor)).remove()),
  });
  registry.addContextToolbar("embed", {
    predicate: (node) => cardIn(node) !== null,
    items: "changeembed removeembed",
    position: "node",
    scope: "node",
  });
  editor.on("dblclick", () => selected(editor) && rename(editor, selected(editor)));
}

/** Asks the site how an address is shown; null when it cannot be. */
export async function embedOf(address) {
  const answer = await fetch(`${endpoint}?${new URLSearchParams({ adresse: address.slice(0, 4000) })}`);
  return answer.ok ? (await answer.json()).embed : null;
}

/** Asks for an address and a title, then inserts the block; with `known` only the title is asked. */
export async function insertEmbed(editor, known = null) {
  let found = known;
  const given = await ask("embed", {
    values: { title: known?.title ?? "" },
    prepare: (dialog) => {
      dialog.querySelector("[data-asks-address]").hidden = known !== null;
    },
    check: async (answers, dialog) => {
      found = known ?? (await embedOf(answers.address));
      dialog.querySelector("[data-unknown]").hidden = found !== null;
      return found !== null;
    },
  });
  editor.focus();
  if (given) {
    editor.insertContent(frame(found.src, given.title));
  }
  return given !== null;
}

/** Returns HTML whose frames are those that an article may show; the others are links, which is told. */
export async function withFrames(editor, html) {
  const text = parse(html);
  text.querySelectorAll("object, embed, svg, math, form").forEach((one) => one.remove());
  for (const one of text.querySelectorAll("iframe")) {
    const src = one.getAttribute("src") ?? "";
    const found = src ? await embedOf(one.outerHTML.replace(/>[^]*/, ">")) : null;
    if (found) {
      one.setAttribute("src", found.src);
    } else {
      one.replaceWith(kept(editor, src));
    }
  }
  return text.innerHTML;
}

/** Asks for the title of each frame that has none. */
export async function nameFrames(editor) {
  for (const card of editor.getBody().querySelectorAll(`${CARD}[data-title=""]`)) {
    await rename(editor, card);
  }
}

/** Returns the link that stays of a frame which cannot be shown. */
export function kept(editor, address) {
  const link = document.createElement("a");
  if (!/^https?:\/\//i.test(address)) {
    return "";
  }
  link.href = address;
  link.textContent = address;
  editor.notificationManager.open({
    text: JSON.parse(editor.getElement().dataset.settings).words.unknownSite.replace("{address}", address),
    type: "warning",
  });
  return link;
}

async function rename(editor, card) {
  const given = await ask("embed", {
    values: { title: card.dataset.title },
    prepare: (dialog) => {
      dialog.querySelector("[data-asks-address]").hidden = true;
    },
  });
  editor.focus();
  if (given) {
    editor.undoManager.transact(() => {
      card.dataset.title = given.title.trim();
      card.lastElementChild.textContent = given.title.trim();
    });
  }
}

function frame(src, title) {
  const one = document.createElement("iframe");
  one.setAttribute("src", src);
  one.setAttribute("title", title.trim());
  const around = document.createElement("p");
  around.append(one);
  return around.outerHTML;
}

function cardIn(node) {
  return node.matches?.(CARD) ? node : node.matches?.("figure") ? node.querySelector(CARD) : null;
}

function selected(editor) {
  return cardIn(editor.selection.getNode());
}

function toCard(node, hosts, words) {
  const Node = hugerte.html.Node;
  const src = node.attr("src") ?? "";
  const title = (node.attr("title") ?? "").trim();
  const host = URL.canParse(src) ? new URL(src).host : "";
  const card = new Node(CARD, 1);
  card.attr({ contenteditable: "false", "data-src": src, "data-title": title });
  for (const name of ["width", "height", "class", "lang"]) {
    if (node.attr(name)) {
      card.attr(`data-${name}`, node.attr(name));
    }
  }
  for (const [tag, text] of [["small", hosts[host] ?? host], ["strong", title || words.titleMissing]]) {
    const part = new Node(tag, 1);
    const inside = new Node("#text", 3);
    inside.value = text;
    part.append(inside);
    card.append(part);
  }
  const { parent } = node;
  const isAlone = parent?.name === "p" && [...siblings(parent)].every((one) => one === node || isBlank(one));
  (isAlone ? parent : node).replace(card);
}

function* siblings(parent) {
  for (let one = parent.firstChild; one; one = one.next) {
    yield one;
  }
}

function isBlank(node) {
  return node.name === "br" || (node.name === "#text" && /^\s*$/.test(node.value));
}

function toFrame(card) {
  const Node = hugerte.html.Node;
  const one = new Node("iframe", 1);
  for (const name of ["class", "height", "lang", "src", "title", "width"]) {
    if (card.attr(`data-${name}`)) {
      one.attr(name, card.attr(`data-${name}`));
    }
  }
  if (card.parent.name === "p" || AROUND.has(card.parent.name)) {
    card.replace(one);
    return;
  }
  const around = new Node("p", 1);
  card.replace(around);
  around.append(one);
}
