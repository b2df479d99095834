/* Pasted HTML from Word, LibreOffice, Google Docs or any page, as an article holds it: what it says, not how it looked. */

import { parse } from "./parse.js";
import { isFollowed } from "./policy.js";
import { buildLists } from "./tidy_lists.js";
import { mendSpaces } from "./tidy_spaces.js";
import { styleToTags } from "./tidy_styles.js";
import { tidyTables } from "./tidy_tables.js";

const DROPPED = "style, script, meta, link, title, xml, base, noscript, template, svg, math, object, embed, form, input, button, select, textarea, audio, video, [hidden]";
const PLAIN = new Set(["FONT", "SPAN", "CENTER", "SECTION", "ARTICLE", "MAIN", "HEADER", "NAV", "ASIDE", "ADDRESS", "LABEL", "INS", "TIME"]);
const RENAMED = { B: "strong", I: "em", DEL: "s", STRIKE: "s", TT: "code" };
const KEPT = { A: ["href", "title"], IMG: ["src", "alt", "width", "height"], IFRAME: ["src", "title", "width", "height"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"], OL: ["start", "type"], ABBR: ["title"] };
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre, figure, div, dl, hr";

/** Returns { html, dropped }: the clean text, and how many pictures could not come with it. */
export function tidy(pasted) {
  const inside = pasted.match(/<!--\s*StartFragment\s*-->([^]*?)<!--\s*EndFragment\s*-->/i)?.[1] ?? pasted;
  const body = parse(withoutConditions(inside));
  body.querySelectorAll(DROPPED).forEach((one) => one.remove());
  const dropped = dropPictures(body);
  buildLists(body);
  dropForeign(body);
  body.querySelectorAll("*").forEach(styleToTags);
  mendLinks(body);
  buildParagraphs(body);
  body.querySelectorAll("*").forEach(rename);
  tidyTables(body);
  shiftHeadings(body);
  body.querySelectorAll("*").forEach(strip);
  dropEmpty(body);
  mendSpaces(body);
  return { html: body.innerHTML.trim(), dropped };
}

function withoutConditions(html) {
  // Word writes bullets between <![if !supportLists]> and <![endif]>: the lists need them, as comments.
  return html.replace(/<!\[if !supportLists\]>/gi, "<span data-bullet>").replace(/<!--\[if[^]*?<!\[endif\]-->/gi, "")
    .replace(/(<span data-bullet>[^]*?)<!\[endif\]>/gi, "$1</span>").replace(/<!\[(?:if[^\]]*|endif)\]>/gi, "");
}

function dropForeign(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) {
    comments.push(walker.currentNode);
  }
  comments.forEach((one) => one.remove());
  for (const one of body.querySelectorAll("*")) {
    if (one.localName.includes(":")) {
      one.replaceWith(...one.childNodes);
    } else if (/display:\s*none|mso-hide:\s*all/i.test(one.getAttribute("style") ?? "")) {
      one.remove();
    }
  }
}

function dropPictures(body) {
  const foreign = [...body.querySelectorAll("img, picture")].filter((one) => !/^\/medias\//.test(one.getAttribute("src") ?? ""));
  foreign.forEach((one) => one.remove());
  return foreign.filter((one) => one.matches("img") && Number(one.getAttribute("width") ?? 9) > 2).length;
}

function mendLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    const real = /^https:\/\/www\.google\.[a-z.]+\/url\?/.test(href) ? new URL(href).searchParams.get("q") : href;
    if (isFollowed(real) && !real.startsWith("#")) {
      link.setAttribute("href", real);
    } else {
      link.replaceWith(...link.childNodes);
    }
  }
}

/* Sections become the paragraphs that they hold; two line breaks part paragraphs. */
function buildParagraphs(body) {
  for (const one of [...body.querySelectorAll("div, center, section, article, main, header, aside, address")].reverse()) {
    if (one.querySelector(BLOCKS) || one.closest("li, td, th")) {
      one.replaceWith(...(one.closest("li, td, th") && one.previousSibling ? [one.ownerDocument.createElement("br")] : []), ...one.childNodes);
    } else {
      turn(one, "p");
    }
  }
  for (const one of body.querySelectorAll("li > p:first-child, blockquote > p:only-child > p")) {
    one.replaceWith(...one.childNodes);
  }
  for (const one of body.querySelectorAll("p")) {
    for (let twice = doubleBreak(one); twice; twice = doubleBreak(one)) {
      const above = one.ownerDocument.createElement("p");
      while (one.firstChild !== twice[0]) {
        above.append(one.firstChild);
      }
      twice.forEach((end) => end.remove());
      one.before(above);
    }
  }
}

function doubleBreak(paragraph) {
  for (const one of paragraph.querySelectorAll(":scope > br")) {
    let next = one.nextSibling;
    while (next?.nodeType === Node.TEXT_NODE && next.data.trim() === "") {
      next = next.nextSibling;
    }
    if (next?.nodeName === "BR") {
      return [one, next];
    }
  }
  return null;
}

function rename(one) {
  const title = one.matches("p") && /^Mso(Title|Heading\d?|Titre\d?)\b/i.exec(one.className);
  if (title) {
    turn(one, `h${/\d/.exec(title[1])?.[0] ?? 1}`);
  } else if (one.nodeName in RENAMED) {
    turn(one, RENAMED[one.nodeName]);
  } else if (PLAIN.has(one.nodeName) && !/^(?:u|s)$/.test(one.className)) {
    one.replaceWith(...one.childNodes);
  }
}

function turn(one, tag) {
  const fresh = one.ownerDocument.createElement(tag);
  fresh.className = one.className;
  fresh.append(...one.childNodes);
  one.replaceWith(fresh);
}

/* The headings that there are become ranks 2, 3 and 4 in their order, without a jump. */
function shiftHeadings(body) {
  const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const ranks = [...new Set(found.map((one) => one.nodeName))].sort();
  for (const one of found) {
    one.querySelectorAll("strong, span.u").forEach((inside) => inside.replaceWith(...inside.childNodes));
    turn(one, `h${Math.min(4, 2 + ranks.indexOf(one.nodeName))}`);
  }
  let above = 1;
  for (const one of body.querySelectorAll("h2, h3, h4")) {
    const rank = Math.min(Number(one.nodeName[1]), above + 1);
    above = rank;
    turn(one, `h${rank}`);
  }
}

function strip(one) {
  const classes = [...one.classList].filter((name) => /^(?:align-(?:center|right)|u|s)$/.test(name));
  for (const { name } of [...one.attributes]) {
    if (!(KEPT[one.nodeName] ?? []).includes(name)) {
      one.removeAttribute(name);
    }
  }
  if (classes.length) {
    one.className = classes.join(" ");
  }
}

function dropEmpty(body) {
  body.normalize();
  for (const one of [...body.querySelectorAll("p, h2, h3, h4, strong, em, span, a, li, ul, ol, u, s, sup, sub, blockquote")].reverse()) {
    const isEmpty = one.textContent.replace(/[\s\u00a0\u200b\ufeff]/g, "") === "" && !one.querySelector("img, iframe, br, hr, table");
    const isBreak = one.matches("p, h2, h3, h4") && one.textContent.trim() === "" && one.querySelector("br") && !one.querySelector("img, iframe");
    if (isEmpty || isBreak) {
      one.replaceWith(...(one.matches("strong, em, span, a, u, s") ? one.childNodes : []));
    }
  }
  const ends = ["p", "h2", "h3", "h4", "li", "td", "th"].map((tag) => `${tag} > br:last-child`);
  for (const one of body.querySelectorAll(ends.join(", "))) {
    if (!one.nextSibling || one.nextSibling.textContent.trim() === "") {
      one.remove();
    }
  }
  body.querySelectorAll(":scope > br").forEach((one) => one.remove());
}
