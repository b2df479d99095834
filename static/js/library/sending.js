/* A box of files to send: chosen or dropped, each with its progress, and what became of it. */

import { upload, UploadError } from "../upload.js";

const AT_ONCE = 2;

/* Makes a form of components/sending.html send its files one by one. `onTaken` receives each file. */
export function sendFrom(form, onTaken = () => {}) {
  const field = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-sent]");
  const said = form.querySelector("[data-said]");
  const place = form.querySelector("[name=place]").value;
  const waiting = [];
  let under_way = 0;
  let count = 0;

  form.classList.add("is-live");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    field.click();
  });
  field.addEventListener("change", () => {
    add([...field.files]);
    field.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop") {
        add([...event.dataTransfer.files]);
      }
    });
  }

  function add(files) {
    for (const file of files) {
      const line = newLine(file.name);
      list.append(line);
      waiting.push({ file, line });
    }
    next();
  }

  function newLine(name) {
    const line = document.getElementById("upload-line").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-name]").textContent = name;
    for (const button of line.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.textContent.trim()} – ${name}`);
    }
    line.querySelector("progress").setAttribute("aria-label", name);
    return line;
  }

  function next() {
    while (under_way < AT_ONCE && waiting.length) {
      const { file, line } = waiting.shift();
      under_way += 1;
      send(file, line).finally(() => {
        under_way -= 1;
        next();
      });
    }
  }

  async function send(file, line) {
    const words = document.getElementById("upload-kit").dataset;
    const [bar, state] = [line.querySelector("progress"), line.querySelector("[data-state]")];
    const [cancel, again] = [line.querySelector("[data-cancel]"), line.querySelector("[data-again]")];
    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const onProgress = (part) => {
      bar.value = part;
      state.textContent = part < 1 ? words.sending : words.working;
    };
    line.className = "sent";
    [bar.hidden, cancel.hidden, again.hidden] = [false, false, true];
    onProgress(0);
    cancel.addEventListener("click", stop);
    try {
      const media = await upload(file, { place, onProgress, signal: stopper.signal });
      line.classList.add("is-done");
      state.textContent = media.known ? words.known : words.done;
      showPage(line, media);
      count += 1;
      said.textContent = words.count.replace("{}", count);
      onTaken(media);
    } catch (error) {
      if (error.name === "AbortError") {
        state.textContent = words.cancelled;
      } else {
        line.classList.add("is-refused");
        state.textContent = error instanceof UploadError ? error.words : words.failed;
      }
      again.hidden = false;
      again.addEventListener("click", () => retry(file, line), { once: true });
      if (document.activeElement === cancel) {
        again.focus();
      }
    }
    cancel.removeEventListener("click", stop);
    [bar.hidden, cancel.hidden] = [true, true];
  }

  function retry(file, line) {
    waiting.push({ file, line });
    next();
  }
}

function showPage(line, media) {
  const link = line.querySelector("[data-page]");
  link.href = media.page;
  link.hidden = false;
  line.dataset.id = media.id;
  const picture = line.querySelector("img");
  if (media.thumb) {
    picture.src = media.thumb;
    picture.hidden = false;
  }
}
