/* The server's list of what a text may hold, as HugeRTE writes it, and what its own rules let through. */

const PADDED = new Set(["p", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption", "pre", "dt", "dd"]);
const NEEDS = { a: ["href"], img: ["src"], iframe: ["src"], span: ["class", "lang", "dir"] };

export function validElements(kept) {
  return Object.entries(kept)
    .map(([tag, names]) => {
      const needed = NEEDS[tag] ?? [];
      const attributes = names.map((name) => (needed.includes(name) ? `!${name}` : name));
      return `${PADDED.has(tag) ? "#" : ""}${tag}[${attributes.join("|")}]`;
    })
    .join(",");
}

const EMPTY = /^(?:\s|\u00a0|\ufeff)*$/;

/* HugeRTE keeps any data-* and aria-* attribute, and a paragraph for each press of Enter, a caption without words. */
export function keepPolicy(editor) {
  editor.on("PreProcess", ({ node }) => {
    for (const one of node.querySelectorAll("*")) {
      for (const { name } of [...one.attributes]) {
        const isForeign = /^(?:data-(?!mce-)|aria-)/.test(name) && !one.matches("parvis-embed");
        if (isForeign || (name === "href" && !isFollowed(one.getAttribute(name)))) {
          one.removeAttribute(name);
        }
      }
    }
    // The corner of a table with headers on two sides belongs to the row of headers.
    for (const one of node.querySelectorAll("thead th[scope=row]")) {
      one.scope = "col";
    }
    for (const one of node.querySelectorAll("p, h2, h3, h4, caption")) {
      const isEmpty = EMPTY.test(one.textContent) && !one.querySelector("img, iframe, parvis-embed, hr");
      if (isEmpty && !one.closest("pre")) {
        one.remove();
      }
    }
  });
}

export function isFollowed(address) {
  return /^(?:https?:\/\/[^/?#]|mailto:[^/]|tel:[+0-9]|#|\/(?!\/))/i.test((address ?? "").trim());
}
