/* Reads HTML from elsewhere into a document that shows and runs nothing. */

const LOUD = /<(style|script|noscript)\b[^>]*>[^]*?<\/\1\s*>/gi;
const TAG = /<[a-z][^>]*>/gi;
const HANDLER = /([\s"'/])on[a-z]+\s*=/gi;

/**
 * Returns the body, without style sheets and handlers: the browser would report each to the page's policy.
 * Work on it within its own document: what moves into the page's loads its pictures.
 */
export function parse(html) {
  const quiet = html.replace(LOUD, "").replace(TAG, (tag) => tag.replace(HANDLER, "$1data-was="));
  const { body } = new DOMParser().parseFromString(quiet, "text/html");
  for (const one of body.querySelectorAll("*")) {
    for (const { name } of [...one.attributes].filter((attribute) => /^on/i.test(attribute.name))) {
      one.removeAttribute(name);
    }
  }
  return body;
}
