/* The buttons of the editor stay in sight below the bar of the form, whose height changes with what it says. */

export function stayBelow(editor, bar) {
  const measure = () => {
    const sticks = getComputedStyle(bar).position === "sticky";
    editor.options.set("toolbar_sticky_offset", sticks ? bar.offsetHeight : 0);
  };
  new ResizeObserver(measure).observe(bar);
}
