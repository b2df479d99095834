/* Shows content of another site in its place, after a click and never before. */

const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation";

for (const link of document.querySelectorAll("a[data-embed]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.dataset.page = link.href;
  button.append(...link.childNodes);
  button.addEventListener("click", () => show(button, link.dataset));
  link.replaceWith(button);
}

function show(button, { embed, title }) {
  const frame = document.createElement("iframe");
  frame.className = "embed__frame";
  frame.title = title;
  frame.setAttribute("sandbox", SANDBOX);
  frame.allow = "fullscreen; picture-in-picture; encrypted-media";
  frame.referrerPolicy = "strict-origin";
  frame.tabIndex = -1;
  frame.src = embed;
  button.replaceWith(frame);
  frame.focus();
  frame.removeAttribute("tabindex");
}
