/* The buttons of the editor stay in sight below the bar of the form, whose height changes with what it says. */

export function stayBelow(editor, bar) {
  const buttons = editor.getContainer().querySelector(".tox-editor-header");
  const measure = () => {
    const sticks = getComputedStyle(bar).position === "sticky";
    const offset = sticks ? bar.offsetHeight : 0;
    editor.options.set("toolbar_sticky_offset", offset);
    // HugeRTE reads it when they begin to stick, not again while they do.
    if (buttons.style.position === "fixed") {
      buttons.style.top = `${offset}px`;
    }
  };
  new ResizeObserver(measure).observe(bar);
}
