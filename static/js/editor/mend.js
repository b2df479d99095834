/* Mends what the menus of HugeRTE tell screen readers wrongly (checked by axe in tests/browser/test_editor_looks.py). */

export function mendMenus(field, words) {
  const mend = () => {
    for (const one of field.querySelectorAll(".tox [role^=menuitem][aria-selected]")) {
      one.removeAttribute("aria-selected");
    }
    for (const one of field.querySelectorAll(".tox [role=listbox]:has([role=menu])")) {
      one.removeAttribute("role");
    }
    for (const one of field.querySelectorAll("[role^=menuitem] > .tox-collection__item-accessory")) {
      one.parentElement.removeAttribute("aria-label");
    }
    for (const one of field.querySelectorAll(".tox-menu[role=menu]:has(.tox-insert-table-picker)")) {
      one.setAttribute("role", "group");
      one.setAttribute("aria-label", words.table);
    }
  };
  new MutationObserver(mend).observe(field, {
    attributeFilter: ["aria-selected", "role"],
    childList: true,
    subtree: true,
  });
}
