/* The page from which files are sent: once they are there, the way on to describe them. */

import { sendFrom } from "./sending.js";

const form = document.querySelector("form[data-sending]");
const onward = document.querySelector("[data-onward]");
const ids = [];

sendFrom(form, (media) => {
  if (media.known || ids.includes(media.id)) {
    return;
  }
  ids.push(media.id);
  const link = onward.querySelector("a");
  const words = ids.length === 1 ? link.dataset.one : link.dataset.many.replace("{}", ids.length);
  link.href = link.dataset.page.replace(/0$/, ids[0]) + (ids.length > 1 ? `?suite=${ids.join(",")}` : "");
  link.lastChild.textContent = words;
  onward.hidden = false;
});
