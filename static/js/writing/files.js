/* The files of an article: sent at once with their progress, chosen from the library, put in order.
   What a section says stands in the template #file-words; the rows are made from its own template. */

import { field, newRow } from "./file_row.js";

const form = document.querySelector("form[data-writing]");
const words = document.getElementById("file-words").dataset;
const PLACES = { captions: "captions", poster: "illustration" };

for (const section of form.querySelectorAll("[data-files]")) {
  start(section);
}

function start(section) {
  const most = Number(section.dataset.most);
  const place = section.dataset.files;
  const input = section.querySelector("[data-drop] input[type=file]");
  const rows = section.querySelector("[data-rows]");
  const sendings = section.querySelector("[data-sendings]");
  const said = section.querySelector("[data-said]");
  let queue = Promise.resolve();

  bring(section);
  for (const row of rows.children) {
    wire(row);
  }
  input.addEventListener("change", () => {
    send([...input.files]);
    input.value = "";
  });
  section.addEventListener("files", (event) => send(event.detail));
  section.querySelector("[data-library]").addEventListener("click", async () => {
    const { pick } = await import(form.dataset.picker);
    for (const media of await pick({ place, multiple: most > 1 })) {
      add(media);
    }
  });

  function send(files) {
    section.open = true;
    const room = most === 1 ? 1 : most - kept().length;
    for (const file of files.slice(room)) {
      refuse(file.name, words.most.replace("{}", most));
    }
    for (const file of files.slice(0, room)) {
      const line = newLine(file.name);
      queue = queue.then(() => carry(file, place, line)).then((media) => media && add(media));
    }
  }

  /* Sends one file; resolves with it, or with nothing when it was refused or called back. */
  async function carry(file, where, line) {
    const { upload } = await import(form.dataset.upload);
    const [bar, state] = [line.querySelector("progress"), line.querySelector("[data-state]")];
    try {
      line.stopper.signal.throwIfAborted();
      return await upload(file, {
        place: where,
        signal: line.stopper.signal,
        onProgress: (part) => {
          bar.value = part;
          state.textContent = part < 1 ? words.sending : words.working;
        },
      });
    } catch (error) {
      if (error.name !== "AbortError") {
        refuse(file.name, error.words ?? words.failed);
      }
      return null;
    } finally {
      if (line.contains(document.activeElement)) {
        input.focus();
      }
      line.remove();
    }
  }

  function newLine(name) {
    const line = copy("sending-line");
    line.stopper = new AbortController();
    line.querySelector("[data-name]").textContent = name;
    line.querySelector("progress").setAttribute("aria-label", name);
    line.querySelector("button").addEventListener("click", () => line.stopper.abort());
    sendings.append(line);
    return line;
  }

  function add(media) {
    if (most > 1 && kept().some((row) => field(row, "media_id").value === String(media.id))) {
      tell(words.twice, media.title);
      return;
    }
    section.open = true;
    const row = newRow(section.querySelector("template[data-row]"), media);
    rows.replaceChildren(...(most === 1 ? [] : rows.children), row);
    bring(row);
    wire(row);
    changed();
    tell(words.added, media.title);
  }

  function wire(row) {
    const name = row.dataset.name;
    const remove = field(row, "remove");
    const [away, back] = [row.querySelector("[data-take-away]"), row.querySelector("[data-keep]")];
    const show = () => {
      row.classList.toggle("is-removed", remove.checked);
      [away.hidden, back.hidden] = [remove.checked, !remove.checked];
    };
    show();
    for (const [button, isAway] of [[away, true], [back, false]]) {
      button.addEventListener("click", () => {
        remove.checked = isAway;
        show();
        (isAway ? back : away).focus();
        changed();
        tell(isAway ? words.removed : words.kept, name);
      });
    }
    row.querySelector("[data-up]")?.addEventListener("click", (event) => {
      move(row, row.previousElementSibling, event.currentTarget);
    });
    row.querySelector("[data-down]")?.addEventListener("click", (event) => {
      move(row.nextElementSibling, row, event.currentTarget);
    });
    field(row, "decorative")?.addEventListener("change", () => quiet(row));
    quiet(row);
    for (const part of row.querySelectorAll("[data-beside]")) {
      wireBeside(row, part);
    }
  }

  /* Puts `later` before `earlier`: one of them is the row whose button was pressed. */
  function move(later, earlier, button) {
    const name = button.closest("[data-name]").dataset.name;
    if (later && earlier) {
      earlier.before(later);
      changed();
    }
    button.focus();
    const place = [...rows.children].indexOf(button.closest("[data-name]")) + 1;
    tell(words.moved.replace("{place}", place).replace("{number}", rows.children.length), name);
  }

  function wireBeside(row, part) {
    const chosen = part.querySelector("input[type=file]");
    const where = PLACES[part.dataset.beside];
    chosen.addEventListener("change", async () => {
      const [file] = chosen.files;
      const line = newLine(file.name);
      chosen.value = "";
      put(await carry(file, where, line));
    });
    part.querySelector("[data-library-beside]").addEventListener("click", async () => {
      const { pick } = await import(form.dataset.picker);
      put((await pick({ place: where, multiple: false }))[0]);
    });
    function put(media) {
      if (!media) {
        return;
      }
      field(part, `${part.dataset.beside}_id`).value = media.id;
      const name = part.querySelector("[data-beside-name]");
      name.textContent = media.title;
      name.hidden = false;
      part.querySelector("[data-beside-remove]").hidden = false;
      field(part, `${part.dataset.beside}_remove`).checked = false;
      changed();
      tell(words.added, media.title);
    }
  }

  function kept() {
    return [...rows.children].filter((row) => !field(row, "remove").checked);
  }

  function changed() {
    [...rows.children].forEach((row, index) => {
      const position = field(row, "position");
      if (position) {
        position.value = index + 1;
      }
    });
    section.querySelector("[data-count]").textContent = kept().length || "";
    rows.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function refuse(name, why) {
    const line = copy("refusal");
    line.querySelector("[data-words]").textContent = `${name} – ${why}`;
    section.querySelector("[data-refused]").append(line);
    section.open = true;
    said.textContent = line.textContent.trim();
  }

  function tell(sentence, name) {
    said.textContent = sentence.replace("{}", name);
  }
}

/* What decorates says nothing. */
function quiet(row) {
  if (field(row, "decorative")) {
    field(row, "alt").disabled = field(row, "decorative").checked;
  }
}

/* Shows what needs this script, hides what stands in for it. */
function bring(part) {
  for (const one of part.querySelectorAll("[data-scripted], [data-plain]")) {
    one.hidden = one.dataset.plain !== undefined;
  }
}

function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}
