/* Keeps what is typed in the form of an article: on the site, and in this browser while the site cannot take it.
   The words that it says stand on the element [data-autosave]; the server decides which of two windows is right. */

const bar = document.querySelector("[data-autosave]");
const form = document.querySelector("form[data-writing]");
const { drop, onDeparture, person, put } = await import(bar.dataset.store);
const { offerCopies } = await import(bar.dataset.leftHere);
const { postTo } = await import(bar.dataset.post);

const AFTER = 2_000; // milliseconds after the last change
const LATEST = 15_000; // while one types without a break
const LOCAL = 1_000;
const SIGN_OF_LIFE = 45_000;
const LONGEST_BREAK = 60_000;

const key = bar.dataset.key;
const name = crypto.getRandomValues(new Uint32Array(4)).reduce((text, one) => text + one.toString(36), "w");
const fields = form.elements;
const post = postTo(bar.dataset.autosave, person);

let number = 0; // of what was sent
let typed = 0; // changes, counted
let kept = 0; // the last of them that the site has
let local = 0; // the last of them that this browser has
let since = 0; // when the first change was made that is not kept
let timer, localTimer;
let wait = AFTER; // longer after each failure
let sending = false;
let underWay; // what can still be called back
let isSubmitted = false;
let departed = ""; // why nothing may be kept in this browser any more
let said = "";

/* -- What is said ----------------------------------------------------------------------------------- */

function say(word, time = "") {
  const text = bar.dataset[word].replace("{}", time);
  bar.querySelector("[data-shown]").textContent = text;
  // whoever listens is told when something is different, not of each time that all is well
  if (word !== "saving" && word !== said) {
    said = word;
    bar.querySelector("[data-said]").textContent = text;
  }
}

function show({ others, outdated }) {
  const place = document.querySelector("[data-others]");
  if (place.querySelectorAll("p:not(.notice__kind)").length !== others.length) {
    const notice = document.querySelector("#others").content.cloneNode(true);
    notice.querySelector(".notice > div").append(...others.map(paragraph));
    place.replaceChildren(...(others.length ? [notice] : []));
  }
  document.querySelector("[data-outdated]").hidden = !outdated || Boolean(document.querySelector("#other"));
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/* -- Keeping ---------------------------------------------------------------------------------------- */

function changed() {
  typed += 1;
  since ||= Date.now();
  if (wait === AFTER) {
    clearTimeout(timer);
    timer = setTimeout(send, Math.min(AFTER, since + LATEST - Date.now()));
  }
  localTimer ??= setTimeout(keepHere, LOCAL);
}

function typedFields() {
  const found = new FormData(form);
  const files = [...found].filter(([, value]) => typeof value !== "string").map(([field]) => field);
  files.forEach((field) => found.delete(field));
  return found;
}

/** Keep in this browser what the site does not have; tells whether nothing would be lost now. */
function keepHere() {
  clearTimeout(localTimer);
  localTimer = undefined;
  if (typed > kept && typed > local && !departed) {
    const all = [...typedFields()].filter(([field]) => field !== "csrf_token");
    if (put({ key, window: name, number: isSubmitted ? number : number + 1, fields: all })) {
      local = typed;
    }
  }
  return typed <= Math.max(kept, departed ? 0 : local);
}

async function send({ leaves = false } = {}) {
  clearTimeout(timer);
  if (isSubmitted || typed === kept || (sending && !leaves)) {
    return;
  }
  const upTo = typed;
  number += 1;
  fields.copy_version.value = `${name}.${number}`;
  const body = typedFields();
  sending = true;
  if (!leaves) {
    say("saving");
  }
  underWay = leaves ? undefined : new AbortController();
  const answer = await post(body, { leaves, signal: underWay?.signal });
  sending = false;
  if (answer.ok) {
    arrived(upTo, answer);
  } else if (!isSubmitted) {
    refused(answer);
  }
}

function arrived(upTo, answer) {
  const wasAway = wait > AFTER;
  kept = Math.max(kept, upTo);
  wait = AFTER;
  delete bar.dataset.undecided;
  if (kept >= local) {
    drop({ key, window: name });
  }
  since = typed > kept ? Date.now() : 0;
  if (typed > kept) {
    timer = setTimeout(send, AFTER);
  }
  say(answer.closed ? "closed" : wasAway ? "back" : "saved", answer.saved_at);
  show(answer);
}

function refused({ error = "trouble" }) {
  const isKept = keepHere();
  wait = Math.min(LONGEST_BREAK, 2 * wait);
  timer = setTimeout(send, wait);
  const known = { 403: "gone", 404: "gone", person: "stranger" }[error] ?? error;
  const word = known === "window" && "undecided" in bar.dataset ? "undecidedYet" : known;
  if (known === "offline" && said === "notSent") {
    return;
  }
  const why = departed || (known in bar.dataset ? word : "trouble");
  say(isKept || departed || ["long", "many"].includes(why) ? why : "lost");
}

async function signOfLife(presence = "here") {
  if (isSubmitted || (presence === "here" && typed > kept)) {
    return;
  }
  const body = new FormData();
  for (const field of ["csrf_token", "seen_revision_id", "rubrique_id", "creation_key"]) {
    body.set(field, fields[field]?.value ?? "");
  }
  body.set("presence", presence);
  const answer = await post(body, { leaves: presence === "left" });
  if (answer.ok) {
    show(answer);
  } else if (answer.error === "session") {
    say(departed || "session");
  }
}

/* -- When ------------------------------------------------------------------------------------------- */

for (const kind of ["input", "change"]) {
  form.addEventListener(kind, changed);
}
form.addEventListener("submit", (event) => {
  if (!navigator.onLine) {
    event.preventDefault();
    say(keepHere() ? "notSent" : "lost");
    return;
  }
  keepHere();
  number += 1;
  fields.copy_version.value = `${name}.${number}`;
  isSubmitted = true;
  underWay?.abort(); // the form says more, and what comes after it would be refused
});
addEventListener("beforeunload", (event) => {
  if (!isSubmitted && !keepHere()) {
    event.preventDefault();
  }
});
addEventListener("pagehide", () => {
  keepHere();
  send({ leaves: true });
  signOfLife("left");
});
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    isSubmitted = false;
    signOfLife();
  }
});
document.addEventListener("visibilitychange", () => send({ leaves: document.hidden }));
addEventListener("online", () => send());
addEventListener("focus", () => send());
onDeparture((why) => {
  departed = why;
  if (why) {
    drop({ key, window: name });
    local = 0;
    say(why);
  } else {
    send();
  }
});

offerCopies(bar, form, {
  post,
  decided: () => {
    wait = AFTER;
    send();
  },
  refuse: () => say("undecidedYet"),
  leave: (url) => {
    isSubmitted = true;
    location.assign(url);
  },
});
setInterval(signOfLife, SIGN_OF_LIFE);
signOfLife();
if ("unsaved" in bar.dataset || [...fields].some(isChanged)) {
  changed();
}

/** What was typed before this script was there, or put back by the browser, counts too. */
function isChanged(field) {
  // While the editor starts, its text area holds the same text as HTML.
  if (field.type === "hidden" || (field.dataset.html !== undefined && field.value === field.dataset.html)) {
    return false;
  }
  const isOption = field.type === "checkbox" || field.type === "radio";
  return isOption ? field.checked !== field.defaultChecked : (field.value ?? "") !== (field.defaultValue ?? field.value ?? "");
}
