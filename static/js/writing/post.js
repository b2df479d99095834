/* Sends what a form holds to the site, for the person who opened it, and hears in a word what is wrong. */

const KEEPALIVE = 60_000; // bytes that a browser still sends for a page that is left

/** Return a function that posts a FormData to an address: `{ok, …}`, or `{error}` where nothing was kept. */
export function postTo(address, person) {
  return async function post(body, { leaves = false, again = true, signal } = {}) {
    body.set("writer", person);
    const size = [...body].reduce((sum, [name, value]) => sum + name.length + 2 * value.length + 100, 0);
    const headers = { Accept: "application/json" };
    try {
      const keepalive = leaves && size < KEEPALIVE;
      const answer = await fetch(address, { method: "POST", body, headers, keepalive, signal });
      const found = await answer.json().catch(() => ({ error: "trouble" }));
      if (found.error === "token" && again && (await freshToken(person))) {
        body.set("csrf_token", document.querySelector("form[data-writing] [name=csrf_token]").value);
        return await post(body, { leaves, again: false, signal });
      }
      return { ...found, ok: answer.ok && found.error === undefined };
    } catch {
      return { error: navigator.onLine ? "trouble" : "offline" };
    }
  };
}

/** After a login in another tab the forms of this one have an old token; the person must be the same. */
export async function freshToken(person) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrf_token]");
  if (page.querySelector("script[data-person]")?.dataset.person !== person || !token) {
    return false;
  }
  for (const field of document.querySelectorAll("[name=csrf_token]")) {
    field.value = token.value;
  }
  return true;
}
