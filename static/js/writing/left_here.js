/* What was typed before and not saved: offers what this browser kept because the site could not be reached, and gives
   up what the site kept without leaving the page, in which one may have typed meanwhile. */

/** Draw a notice for each text that waits here and is neither on the site nor in the form. */
export async function offerCopies(bar, form, { post, decided, refuse, leave }) {
  const { copiesOf, drop } = await import(bar.dataset.store);
  const seen = form.elements.copy_seen.value;
  const known = new Map(bar.dataset.kept.split(" ").map((one) => one.split(".")));

  for (const copy of copiesOf(bar.dataset.key)) {
    const isInForm = seen.split(" ").some((one) => one.startsWith(`${copy.window}.`));
    const isOnSite = copy.number <= Number(known.get(copy.window) ?? 0);
    if (isInForm || isOnSite) {
      drop(copy);
    } else {
      offer(copy);
    }
  }

  document.addEventListener("submit", async (event) => {
    const question = event.target;
    if (!question.matches("[data-discard]")) {
      return;
    }
    event.preventDefault();
    const body = new FormData(question);
    const headers = { Accept: "application/json" };
    const answer = await fetch(question.action, { method: "POST", body, headers }).catch(() => ({}));
    if (answer.ok) {
      question.closest("[data-offer]").remove();
      document.querySelector("main").focus();
      decided();
    } else {
      question.submit(); // the page that answers says why
    }
  });

  function offer(copy) {
    const notice = document.querySelector("#kept-here").content.firstElementChild.cloneNode(true);
    const when = notice.querySelector("[data-when]");
    const day = new Date(copy.at).toLocaleString("fr", { dateStyle: "full", timeStyle: "short" });
    when.textContent = when.textContent.replace("{}", day);
    notice.querySelector("[data-take]").addEventListener("click", () => take(copy));
    notice.querySelector("[data-give-up]").addEventListener("click", () => {
      drop(copy);
      notice.remove();
    });
    document.querySelector("[data-kept-here]").append(notice);
  }

  /** Send it as its window would have done; the page then opens with it. */
  async function take(copy) {
    const body = new FormData();
    copy.fields.forEach(([name, value]) => body.append(name, value));
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("copy_version", `${copy.window}.${copy.number}`);
    body.set("copy_seen", `${body.get("copy_seen")} ${seen}`);
    const answer = await post(body);
    if (answer.ok) {
      drop(copy);
      leave(answer.take_url);
    } else {
      refuse();
    }
  }
}
