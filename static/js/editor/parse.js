/* Reads HTML from elsewhere into a document that shows and runs nothing. */

const LOUD = /<(style|script|noscript)\b[^>]*>[^]*?<\/\1\s*>/gi;

/** Returns the body; style sheets go first: the browser would report each to the page's policy. */
export function parse(html) {
  return new DOMParser().parseFromString(html.replace(LOUD, ""), "text/html").body;
}
