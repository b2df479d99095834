/* One file of an article in its form. */

/* A row for a file, made from the template of its section. Whose work it is can be said of one's own
   files alone. */
export function newRow(template, media) {
  const row = template.content.firstElementChild.cloneNode(true);
  const section = template.closest("[data-files]");
  const numbers = [...section.querySelectorAll("[name$=media_id]")].map((one) => Number(one.name.split("-")[1]) || 0);
  const number = section.dataset.most === "1" ? "" : `-${Math.max(-1, ...numbers) + 1}`;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) {
      attribute.value = attribute.value.replaceAll("-__n__", number).replaceAll("__name__", media.title);
    }
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        node.data = node.data.replaceAll("__name__", media.title);
      }
    }
  }
  field(row, "media_id").value = media.id;
  for (const name of ["alt", "title", "credit", "licence"]) {
    if (field(row, name)) {
      field(row, name).value = media[name] ?? "";
    }
  }
  if (!media.is_own) {
    row.querySelector("[data-rights]")?.remove();
  }
  const view = row.querySelector("[data-view]");
  if (media.thumb) {
    view.append(Object.assign(new Image(), { src: media.thumb, alt: "", width: 340, height: 191 }));
  } else {
    view.textContent = media.format ? `${media.title} (${media.format})` : media.title;
  }
  return row;
}

/* A field of a row, by the end of its name. */
export function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}
