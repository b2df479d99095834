/* What a style says of a text (bold, italic, struck, raised, centred) as the tag or class that says it. */

export function styleToTags(one) {
  const style = Object.fromEntries(
    (one.getAttribute("style") ?? "").split(";").map((part) => part.split(":").map((half) => half.trim().toLowerCase())).filter(([name]) => name),
  );
  const isText = one.matches("span, font, b, i, u, s, strong, em, a, p, li");
  const weight = style["font-weight"] ?? "";
  if (one.matches("b, strong") && /^(?:normal|[1-4]00)$/.test(weight)) {
    one.replaceWith(...one.childNodes);
    return;
  }
  if (isText && !one.matches("b, strong") && (/^bold/.test(weight) || Number(weight) >= 600)) {
    wrap(one, "strong");
  }
  if (isText && !one.matches("i, em") && style["font-style"] === "italic") {
    wrap(one, "em");
  }
  const line = style["text-decoration"] ?? style["text-decoration-line"] ?? "";
  if (isText && line.includes("line-through") && !one.matches("s")) {
    wrap(one, "span", "s");
  }
  if (isText && line.includes("underline") && !one.matches("a, u") && !one.closest("a") && !one.querySelector("a")) {
    wrap(one, "span", "u");
  }
  if (one.matches("span, font") && ["super", "sub"].includes(style["vertical-align"])) {
    wrap(one, style["vertical-align"] === "super" ? "sup" : "sub");
  }
  const align = style["text-align"] ?? one.getAttribute("align")?.toLowerCase();
  if (one.matches("p, h1, h2, h3, h4, div") && ["center", "right"].includes(align)) {
    one.className = `align-${align}`;
  }
}

function wrap(one, tag, name = "") {
  if (one.textContent.trim() === "") {
    return;
  }
  const inside = one.ownerDocument.createElement(tag);
  inside.className = name;
  inside.append(...one.childNodes);
  one.append(inside);
}
