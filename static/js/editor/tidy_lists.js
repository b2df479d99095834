/* Lists of Word, which are paragraphs with a bullet and a level, as lists. */

const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i;
const NUMBER = /^\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)°]|\d+(?:\.\d+)+\.?)\s*$/i;

export function buildLists(body) {
  let open = [];
  let last = null;
  for (const one of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li")]) {
    const level = Number(LEVEL.exec(one.getAttribute("style") ?? "")?.[1] ?? 0);
    if (!level || !one.matches("p")) {
      continue;
    }
    if (!last || nextOf(last) !== one) {
      open = [];
    }
    last = place(one, level, open);
  }
  closeUp(body);
}

/* The element that follows the whole list in which `item` stands. */
function nextOf(item) {
  let top = item;
  while (top.parentElement?.closest("li, ul, ol")) {
    top = top.parentElement.closest("li, ul, ol");
  }
  return top.nextElementSibling;
}

function place(paragraph, level, open) {
  const bullet = bulletOf(paragraph);
  const tag = bullet && NUMBER.test(bullet.textContent) ? "ol" : "ul";
  const first = /^\s*\(?(\d+)/.exec(bullet?.textContent ?? "")?.[1];
  bullet?.remove();
  const item = paragraph.ownerDocument.createElement("li");
  item.append(...paragraph.childNodes);
  while (open.length > level || (open.length === level && open.at(-1).localName !== tag)) {
    open.pop();
  }
  while (open.length < level) {
    const list = paragraph.ownerDocument.createElement(open.length === level - 1 ? tag : "ul");
    const above = open.at(-1);
    if (!above) {
      paragraph.before(list);
    } else if (above.lastElementChild) {
      above.lastElementChild.append(list);
    } else {
      // A level that Word skips has no text of its own.
      list.replaceChildren();
      open.push(above);
      continue;
    }
    if (tag === "ol" && list.localName === "ol" && first && first !== "1") {
      list.setAttribute("start", first);
    }
    open.push(list);
  }
  open.at(-1).append(item);
  paragraph.remove();
  return item;
}

function bulletOf(paragraph) {
  const marked = paragraph.querySelector("[data-bullet]");
  if (marked) {
    return marked;
  }
  return [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*Ignore/i.test(one.getAttribute("style") ?? ""));
}

/* A list that stands beside its item, as Google Docs and old pages have it, goes into it. */
function closeUp(body) {
  for (const list of [...body.querySelectorAll("ul > ul, ul > ol, ol > ol, ol > ul")]) {
    const item = list.previousElementSibling;
    if (item?.matches("li")) {
      item.append(list);
    } else {
      list.replaceWith(...list.childNodes);
    }
  }
}
