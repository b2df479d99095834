/* What could not be sent waits in this browser, for the person who typed it and for seven days at most: a computer
   of the school is shared. What others left behind goes as soon as somebody else is there, and all of it with the
   logout. Every page of whoever is signed in loads this; the form of an article keeps its copies with it. */

const PREFIX = "parvis-copy:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const news = new BroadcastChannel("parvis-people");

const { person, logOut } = document.querySelector("script[data-person]").dataset;

export { person };

let tellWhoIsThere = () => {};

/** Have `tell` called with "left" or "stranger" once nothing of this person may be kept here, with "" once it may. */
export function onDeparture(tell) {
  tellWhoIsThere = tell;
}

/** Keep a copy, `{key, window, number, fields…}`; false when the browser cannot. */
export function put(copy) {
  try {
    localStorage.setItem(nameOf(copy), JSON.stringify({ ...copy, person, at: Date.now() }));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

/** Forget the copy of one window. */
export function drop(copy) {
  forget((name) => name === nameOf(copy));
}

/** Return what this person left here under a key, the latest first. */
export function copiesOf(key) {
  return all()
    .filter(([, copy]) => copy.person === person && copy.key === key)
    .map(([, copy]) => copy)
    .sort((one, other) => other.at - one.at);
}

function nameOf({ key, window }) {
  return `${PREFIX}${person}:${key}:${window}`;
}

function all() {
  try {
    return Object.entries(localStorage)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, text]) => [name, read(text)]);
  } catch {
    return [];
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { at: 0 };
  }
}

function forget(isMeant) {
  for (const [name, copy] of all()) {
    if (isMeant(name, copy)) {
      localStorage.removeItem(name);
    }
  }
}

function clean() {
  forget((_name, copy) => copy.person !== person || !(Date.now() - copy.at < KEPT_FOR));
}

/** This page follows a form that was saved, and names the version that was in it. */
function settle() {
  for (const { dataset } of document.querySelectorAll("[data-saved-copy]")) {
    const [window, number] = dataset.savedCopy.split(".");
    forget((_name, copy) => copy.window === window && copy.number <= Number(number));
  }
}

news.addEventListener("message", ({ data }) => {
  tellWhoIsThere(data.person !== person ? "stranger" : data.left ? "left" : "");
});
document.addEventListener("submit", ({ target }) => {
  if (target.getAttribute("action") === logOut) {
    news.postMessage({ person, left: true });
    forget(() => true);
  }
});
news.postMessage({ person });
clean();
settle();
