/* Checks the text a moment after typing stops, mends it by the buttons of the panel, and leads to
   what was found. Without it each button sends the whole form, which comes back checked or mended. */

const PAUSE = 1500;
const form = document.querySelector("form[data-writing]");
const panel = form?.querySelector("[data-check]");
const editor = () => window.hugerte?.get("body");
let timer = 0;
let pending = null;
let isElsewhere = false;

/* Ask for the panel, with what a button means where one was pressed; tell whether it came. */
async function ask(button) {
  clearTimeout(timer);
  pending?.abort();
  pending = new AbortController();
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) {
    if (value instanceof File) typed.delete(name);
  }
  if (button) typed.append(button.name, button.value);
  try {
    const headers = { Accept: "application/json" }; // how a refusal is told; the panel itself is HTML
    const options = { method: "POST", body: typed, headers, signal: pending.signal };
    const answer = await fetch(`${panel.dataset.check}?extrait=1`, options);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = answer.ok && page.querySelector("[data-check]");
    if (fresh) show(fresh, Boolean(button));
    return Boolean(fresh);
  } catch (problem) {
    return problem.name === "AbortError";
  }
}

/* A list that says what it said stays where it is, and with it the focus and what is typed there. */
function show(fresh, wasAsked) {
  const list = panel.querySelector("[data-check-list]");
  const news = fresh.querySelector("[data-check-list]");
  if (!wasAsked) keepTyped(list, news);
  keepOpen(list, news);
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const next = focused && (twin(focused, list, news) ?? panel);
  if (!list.isEqualNode(news)) list.replaceChildren(...news.childNodes);
  const count = panel.querySelector("[data-check-count]");
  const words = fresh.querySelector("[data-check-count]");
  if (count.textContent !== words.textContent) count.textContent = words.textContent;
  count.className = words.className;
  for (const mended of fresh.querySelectorAll("[data-mended]")) {
    put(mended.dataset.mended, mended.content.textContent);
  }
  const refused = list.querySelector("[aria-invalid]");
  if (refused) refused.focus();
  else if (wasAsked) panel.focus();
  else if (focused && !focused.isConnected) {
    next.focus();
    next.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
  }
}

/* What is typed in the panel itself stays there while the text is checked again. */
function keepTyped(list, news) {
  for (const field of list.querySelectorAll("input, textarea")) {
    const same = twin(field, list, news);
    if (same) same.value = field.value;
  }
}

function keepOpen(list, news) {
  for (const summary of list.querySelectorAll("details[open] > summary")) {
    twin(summary, list, news)?.parentElement.setAttribute("open", "");
  }
}

/* What does in the news the same as a control of the list. When words before it are others so is its handle: then it is
   the only one of its name that came, as the control is the only one that went. */
function twin(control, list, news) {
  const alike = (all) => [...all.querySelectorAll(control.localName)].filter((one) => named(one) === named(control));
  const handle = (one) => one.id || (one.localName === "button" && one.value);
  const without = (all, others) => all.filter((one) => !others.some((other) => handle(other) === handle(one)));
  const [before, after] = [alike(list), alike(news)];
  const [gone, come] = [without(before, after), without(after, before)];
  const moved = gone.length === 1 && come.length === 1 ? come[0] : undefined;
  return after.find((one) => handle(one) === handle(control)) ?? moved;
}

function named(control) {
  const words = control.labels?.[0] ?? control;
  return `${control.closest("details")?.firstElementChild.textContent}/${words.textContent}`;
}

function put(name, value) {
  const field = form.elements.namedItem(name);
  if (!field) return;
  if (name === "body" && editor()) {
    editor().undoManager.transact(() => editor().setContent(value));
  }
  if (field.type === "checkbox") field.checked = Boolean(value);
  else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Where some words stand in an element, also across the elements within it. */
function rangeOf(words, root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data.replace(/\s/g, " ");
  }
  const start = text.indexOf(words);
  if (start < 0) return null;
  const at = (place) => nodes.findLast(([before]) => before <= place);
  const [from, first] = at(start);
  const [to, last] = at(start + words.length - 1);
  const range = root.ownerDocument.createRange();
  range.setStart(first, start - from);
  range.setEnd(last, start + words.length - to);
  return range;
}

/* The row of a file in the form; in a section that is closed, it is opened. */
function rowOf(media) {
  const holds = (field) => field.name.endsWith("-media_id") && field.value === media;
  const row = [...form.elements].find(holds)?.closest("[data-name]");
  row?.closest("details")?.setAttribute("open", "");
  return row;
}

function goTo(link) {
  const { goto: name, tag, number, words, media } = link.dataset;
  const named = form.elements.namedItem(name) ?? document.getElementById(name);
  const field = (media && name !== "body" && rowOf(media)) || named;
  if (name === "body" && editor()) {
    const root = editor().getBody();
    const element = tag && root.querySelectorAll(tag)[number - 1];
    const range = words && rangeOf(words, root);
    editor().focus();
    if (element) editor().selection.select(element);
    else if (range) editor().selection.setRng(range);
    editor().selection.getNode().scrollIntoView({ block: "center" });
  } else if (field?.setSelectionRange) {
    const starts = tag ? [...field.value.matchAll(new RegExp(`<${tag}\\b[^>]*>`, "g"))] : [];
    const found = starts[number - 1]?.[0] ?? words;
    const start = starts[number - 1]?.index ?? field.value.indexOf(words);
    field.focus();
    if (start >= 0) field.setSelectionRange(start, start + found.length);
  } else {
    field?.focus?.();
    field?.scrollIntoView?.({ block: "center" });
  }
}

async function press(button) {
  if (!(await ask(button))) {
    const count = panel.querySelector("[data-check-count]");
    count.textContent = panel.dataset.failed;
    count.classList.remove("vh");
  }
}

if (panel) {
  form.addEventListener("input", (event) => {
    if (panel.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(null), PAUSE);
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[formaction]");
    const link = event.target.closest("[data-goto]");
    isElsewhere ||= Boolean(event.target.closest("[target=_blank]"));
    if (!button && !link) return;
    event.preventDefault();
    if (button) press(button);
    else goTo(link);
  });
  // Whoever comes back from the page of a file sees what that has mended.
  addEventListener("focus", () => {
    if (isElsewhere) ask(null);
    isElsewhere = false;
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    let next = event.target.nextElementSibling;
    while (next && !next.matches("button")) next = next.nextElementSibling;
    if (next) press(next);
  });
}
