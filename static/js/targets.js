/* Chooses whom something is for without loading the page anew: each button of components/targets.html sends
   the picker alone, and what changes comes back. Without an address to ask, or when it does not answer, the
   button does what it does without script: it sends the form. */

const WAIT = 300;
const PARTS = ["chosen", "reach", "found"];

export function enhance(root) {
  root.querySelectorAll("[data-targets]").forEach(follow);
}

function follow(picker) {
  const part = (name) => picker.querySelector(`[data-targets-${name}]`);
  const named = (name) => picker.querySelector(`[name$="-${name}"]:not(button)`);
  const words = named("words");
  const who = named("who");
  const where = named("where");
  const doing = picker.querySelector("button[name$='-do']").name;
  let pending = new AbortController();
  let timer = 0;

  picker.addEventListener("click", (event) => {
    const button = event.target.closest("button[name$='-do']");
    if (button && button.value !== "enter") {
      event.preventDefault();
      ask(button.value, button);
    }
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      ask("find");
    }
  });
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask("find"), WAIT);
  });
  who.addEventListener("change", offer);
  offer();

  /* Of the places, only those remain where such people are. */
  function offer() {
    const parts = who.selectedOptions[0].dataset.parts?.split(" ").filter(Boolean);
    for (const option of where.options) {
      const there = option.dataset.parts?.split(" ") ?? [];
      option.disabled = Boolean(option.value && who.value && !parts.some((one) => there.includes(one)));
    }
    if (where.selectedOptions[0]?.disabled) {
      where.value = "";
    }
  }

  async function ask(command, button = null) {
    clearTimeout(timer);
    pending.abort();
    pending = new AbortController();
    const { signal } = pending;
    const body = new FormData();
    for (const field of picker.querySelectorAll("input, select")) {
      body.append(field.name, field.value);
    }
    body.set("csrf_token", picker.closest("form").querySelector("[name=csrf_token]").value);
    body.set(doing, command);
    picker.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(picker.dataset.targets, { method: "POST", body, signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !page.querySelector("[data-targets-chosen]")) {
        throw new Error(answer.status);
      }
      show(page, command, button);
    } catch (problem) {
      if (problem.name !== "AbortError") {
        say(picker.dataset.failed);
      }
    }
    if (!signal.aborted) {
      picker.removeAttribute("aria-busy");
    }
  }

  function show(page, command, button) {
    const place = [...part("chosen").querySelectorAll("button")].indexOf(button);
    const hadFocus = button !== null && picker.contains(document.activeElement);
    for (const name of command === "find" ? ["found"] : PARTS) {
      part(name).replaceChildren(...page.querySelector(`[data-targets-${name}]`).childNodes);
    }
    part("count").textContent = part("found").querySelector("p")?.textContent ?? "";
    if (command === "find") {
      return;
    }
    if (command === "add") {
      where.value = "";
    }
    if (hadFocus && !button.isConnected) {
      const left = part("chosen").querySelectorAll("button");
      (command.startsWith("add") ? words : left[Math.min(place, left.length - 1)] ?? who).focus();
    }
    picker.dispatchEvent(new CustomEvent("targets:change", { bubbles: true }));
  }

  function say(text) {
    const line = document.createElement("p");
    line.className = "targets__said";
    line.textContent = text;
    part("reach").querySelector(".targets__said")?.remove();
    part("reach").prepend(line);
  }
}

enhance(document);
