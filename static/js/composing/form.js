/* The form in the panel of settings: what it comes from, and where the focus goes in it. */

const panel = document.querySelector("[data-panel]");
const title = panel?.querySelector("[data-panel-title]");
const body = panel?.querySelector("[data-panel-body]");
const own = new Set([...document.querySelectorAll("script[type=module][src]")].map((one) => one.src));

/** The form whose fields are typed in. */
export function form() {
  return body.querySelector(".tile-form");
}

/** Show the settings that a page holds; the focus goes to what was asked for, or to what is wrong. */
export async function show(page, submitter = null) {
  const settings = page.querySelector("[data-tile-settings]");
  const modules = await loaded(page);
  const place = submitter ? placeOf(submitter) : null;
  const top = panel.scrollTop;
  leave();
  bringTemplates(page, settings);
  title.textContent = settings.dataset.name;
  body.replaceChildren(...document.adoptNode(settings).childNodes);
  for (const one of modules) {
    one.enhance?.(body);
  }
  const wanted = body.querySelector(".error-summary, [data-told]") ?? (place ? found(place) : null);
  if (wanted?.matches(".error-summary, [data-told]")) {
    wanted.tabIndex = -1;
  }
  panel.scrollTop = place ? top : 0;
  (wanted ?? title).focus();
}

/** Empty the panel; editors that stand in it end. */
export function leave() {
  for (const area of body.querySelectorAll("textarea[data-editor]")) {
    area.dispatchEvent(new Event("editor:leave"));
  }
  body.replaceChildren();
}

/** What the modules of that page take from it, such as the frame of the library, comes along once. */
function bringTemplates(page, settings) {
  for (const one of page.querySelectorAll("template[id]")) {
    if (!settings.contains(one) && !document.getElementById(one.id)) {
      panel.append(document.adoptNode(one));
    }
  }
}

/** Load what enhances the fields before they are here, so that it finds them once. */
function loaded(page) {
  const scripts = [...page.querySelectorAll("script[type=module][src]")].map((one) => new URL(one.getAttribute("src"), location).href);
  return Promise.all(scripts.filter((src) => !own.has(src)).map((src) => import(src).catch(() => ({}))));
}

function placeOf(button) {
  const group = button.closest("fieldset[id]");
  return group && { id: group.id, name: button.name, value: button.value };
}

/** After a button of a field: the same one, else the first thing that was found, else the field. */
function found({ id, name, value }) {
  const group = document.getElementById(id);
  const buttons = [...(group?.querySelectorAll("button[name]") ?? [])];
  const isSearch = /(^|:)(find|enter)$/.test(value);
  const same = buttons.find((one) => one.name === name && one.value === value);
  const hit = buttons.find((one) => one.value.includes("add:"));
  return (isSearch ? hit : same) ?? same ?? group?.querySelector("input[type=search]") ?? group;
}

panel?.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
});
