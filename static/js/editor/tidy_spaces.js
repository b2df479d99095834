/* Spaces: one is enough, none at the ends of a paragraph, none between the parts of a list or table. */

const BLOCKS = "p, h2, h3, h4, ul, ol, table, blockquote, pre, figure, dl, hr";

export function mendSpaces(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.closest("pre")) {
      text.data = text.data.replace(/[\u200b\ufeff]/g, "").replace(/[ \t\r\n]+/g, " ").replace(/ ?\u00a0(?:[ \u00a0])+/g, " ");
    }
  }
  body.normalize();
  for (const one of body.querySelectorAll("p, h2, h3, h4, li, td, th, caption, figcaption")) {
    trim(one.firstChild, /^ +/);
    trim(one.lastChild, / +$/);
  }
  for (const one of body.querySelectorAll("br, ul, ol, table, p")) {
    trim(one.previousSibling, / +$/);
    trim(one.nextSibling, /^ +/);
  }
  for (const one of body.querySelectorAll("strong + strong, em + em")) {
    if (one.previousSibling === one.previousElementSibling) {
      one.previousElementSibling.append(...one.childNodes);
      one.remove();
    }
  }
  const parts = [body, ...body.querySelectorAll("ul, ol, table, thead, tbody, tr, blockquote, figure")];
  for (const part of parts) {
    for (const one of [...part.childNodes]) {
      if (one.nodeType === Node.TEXT_NODE && one.data.trim() === "" && (part !== body || body.querySelector(BLOCKS))) {
        one.remove();
      }
    }
  }
}

function trim(node, edge) {
  if (node?.nodeType === Node.TEXT_NODE) {
    node.data = node.data.replace(edge, "");
  }
}
