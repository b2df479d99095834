/* Files dropped onto the form of an article: into the section below the pointer, or where one says.
   The editor of the text takes what is dropped onto it itself. */

const form = document.querySelector("form[data-writing]");
const question = document.getElementById("drop-question");
const OWN = "[data-editor], .tox, .editor";
let aimed = null;
let waiting = [];

document.addEventListener("dragover", (event) => {
  if (isForUs(event)) {
    event.preventDefault();
    aim(event.target.closest("[data-files]"));
  }
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) {
    aim(null);
  }
});
document.addEventListener("drop", (event) => {
  if (!isForUs(event)) {
    return;
  }
  // Dropped anywhere else, a file would open in the place of the page.
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  const section = event.target.closest("[data-files]");
  aim(null);
  if (section) {
    give(section, files);
  } else if (files.length) {
    ask(files);
  }
});
for (const button of question.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    const section = button.value && form.querySelector(`[data-files="${button.value}"]`);
    question.close();
    if (section) {
      give(section, waiting);
    }
  });
}

function ask(files) {
  const fitting = placesOf(files);
  waiting = files;
  for (const button of question.querySelectorAll("button[value]:not([value=''])")) {
    button.hidden = !fitting.includes(button.value);
  }
  if (fitting.length === 1) {
    give(form.querySelector(`[data-files="${fitting[0]}"]`), files);
    return;
  }
  question.querySelector("[data-names]").textContent = files.map((file) => file.name).join(", ");
  question.showModal();
}

/* The sections that may take all of some files, by what the browser believes they are. */
function placesOf(files) {
  const are = (kind) => files.every((file) => file.type.startsWith(`${kind}/`));
  if (are("image")) {
    return files.length === 1 ? ["illustration", "gallery", "attachments"] : ["gallery", "attachments"];
  } else if (are("audio")) {
    return ["audio", "attachments"];
  } else if (are("video")) {
    return ["video"];
  }
  return ["attachments"];
}

function give(section, files) {
  section.dispatchEvent(new CustomEvent("files", { detail: files }));
  section.scrollIntoView({ block: "nearest" });
}

function aim(section) {
  aimed?.classList.remove("is-aimed");
  section?.classList.add("is-aimed");
  aimed = section;
}

function isForUs(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  return event.dataTransfer?.types.includes("Files") && !target.closest(OWN) && !target.closest("dialog");
}
