/* Pictures of the text: chosen in the library or dropped, always with their alternative text. */

import { ask, fault } from "./dialog.js";
import { parse } from "./parse.js";

const PICTURE = "img";

export function addPictures(editor, { words }) {
  const { registry } = editor.ui;
  registry.addButton("picture", { icon: "image", tooltip: words.picture, onAction: () => choose(editor) });
  registry.addButton("changepicture", {
    icon: "edit-block",
    text: words.changePicture,
    onAction: () => change(editor),
  });
  registry.addButton("removepicture", {
    icon: "remove",
    tooltip: words.removePicture,
    onAction: () => editor.undoManager.transact(() => whole(selected(editor)).remove()),
  });
  registry.addContextToolbar("picture", {
    predicate: (node) => pictureIn(node) !== null,
    items: "changepicture removepicture",
    position: "node",
    scope: "node",
  });
  editor.on("dblclick", () => selected(editor) && change(editor));
  editor.on("PreInit", () => {
    editor.parser.addNodeFilter("figure", (nodes) => nodes.forEach((node) => node.attr("contenteditable", "false")));
    editor.parser.addNodeFilter("figcaption", (nodes) => nodes.forEach((node) => node.attr("contenteditable", "true")));
  });
  editor.on("dragover", (moved) => moved.dataTransfer?.types.includes("Files") && moved.preventDefault(), true);
  editor.on("drop", (dropped) => take(editor, dropped, dropped.dataTransfer, words), true);
  editor.on("paste", (pasted) => take(editor, pasted, pasted.clipboardData, words), true);
}

function pictureIn(node) {
  if (node.nodeName === "IMG") {
    return node;
  }
  return node.nodeName === "FIGURE" ? node.querySelector(PICTURE) : null;
}

function selected(editor) {
  return pictureIn(editor.selection.getNode());
}

function whole(picture) {
  const figure = picture.closest("figure");
  const paragraph = picture.closest("p");
  const isAlone = paragraph && paragraph.textContent.trim() === "" && paragraph.querySelectorAll(PICTURE).length === 1;
  return figure ?? (isAlone ? paragraph : picture);
}

async function choose(editor) {
  const { pick } = await import("../picker.js");
  const [media] = await pick({ place: "body", multiple: false });
  if (media) {
    await insert(editor, media);
  } else {
    editor.focus();
  }
}

async function insert(editor, media) {
  const about = { alt: media.alt ?? "", caption: "", decorative: false };
  const given = await describe(about, media.thumb ?? media.url);
  editor.focus();
  if (given) {
    const { url: src, width, height } = media;
    editor.insertContent(markup({ src, width, height }, given));
  }
}

async function change(editor) {
  const picture = selected(editor);
  const figure = picture.closest("figure");
  const about = {
    alt: picture.alt,
    caption: figure?.querySelector("figcaption")?.innerText.trim() ?? "",
    decorative: picture.getAttribute("alt") === "",
  };
  const given = await describe(about, picture.src);
  editor.focus();
  if (given) {
    const kept = { src: picture.getAttribute("src"), width: picture.getAttribute("width"), height: picture.getAttribute("height") };
    editor.undoManager.transact(() => put(editor, picture, markup(kept, given)));
  }
}

function put(editor, picture, html) {
  const old = whole(picture);
  const fresh = editor.dom.createFragment(html).firstElementChild;
  fresh.querySelector("figcaption")?.setAttribute("contenteditable", "true");
  if (fresh.nodeName === "FIGURE") {
    fresh.setAttribute("contenteditable", "false");
  }
  if (old === picture && fresh.nodeName === "FIGURE") {
    picture.closest("p, li, td, th").after(fresh);
    picture.remove();
  } else {
    old.replaceWith(old === picture ? fresh.querySelector(PICTURE) : fresh);
  }
  editor.nodeChanged();
}

function describe(values, preview) {
  return ask("picture", {
    values,
    prepare: (dialog) => {
      const { alt, decorative } = dialog.querySelector("form").elements;
      dialog.querySelector("[data-preview]").src = preview;
      const follow = () => {
        alt.disabled = decorative.checked;
        if (alt.disabled) {
          fault(alt, false);
        }
      };
      decorative.addEventListener("change", follow);
      follow();
    },
  });
}

function markup({ src, width, height }, { alt, caption, decorative }) {
  const image = document.createElement("img");
  for (const [name, value] of Object.entries({ src, alt: decorative ? "" : alt.trim(), width, height })) {
    if (value !== null && value !== undefined) {
      image.setAttribute(name, value);
    }
  }
  const around = document.createElement(caption.trim() ? "figure" : "p");
  around.append(image);
  if (caption.trim()) {
    const words = document.createElement("figcaption");
    words.textContent = caption.trim();
    around.append(words);
  }
  return around.outerHTML;
}

/* Files that are dropped or pasted go to the library; text that comes with its picture stays text. */
function take(editor, happened, transfer, words) {
  const files = [...(transfer?.files ?? [])];
  if (files.length === 0 || hasText(transfer)) {
    return;
  }
  happened.preventDefault();
  happened.stopImmediatePropagation();
  const pictures = files.filter((file) => file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name));
  if (happened.type === "drop") {
    const place = hugerte.dom.RangeUtils.getCaretRangeFromPoint(happened.clientX, happened.clientY, editor.getDoc());
    if (place) {
      editor.selection.setRng(place);
    }
  }
  if (pictures.length < files.length) {
    editor.notificationManager.open({ text: words.notPicture, type: "warning" });
  }
  addAll(editor, pictures, words);
}

function hasText(transfer) {
  const text = parse(transfer.getData("text/html")).textContent;
  return text.trim() !== "" || transfer.getData("text/plain").trim() !== "";
}

async function addAll(editor, files, words) {
  for (const file of files) {
    const told = editor.notificationManager.open({ text: words.uploading, type: "info", progressBar: true });
    try {
      const { upload } = await import("../upload.js");
      const onProgress = (done) => told.progressBar.value(Math.round(done * 100));
      const media = await upload(file, { place: "body", onProgress });
      told.close();
      await insert(editor, media);
    } catch (error) {
      told.close();
      editor.notificationManager.open({ text: error.words ?? words.uploadFailed, type: "error" });
    }
  }
}
