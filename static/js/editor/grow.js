/* The editor is as high as its text: the page scrolls, not a box within it. */

export function grow(editor) {
  const container = editor.getContainer();
  const frame = editor.iframeElement;
  const least = editor.options.get("min_height");

  function fit() {
    if (editor.removed) {
      return;
    }
    const bars = container.offsetHeight - frame.offsetHeight;
    const wanted = Math.max(least, Math.ceil(editor.getBody().getBoundingClientRect().height) + bars + 2);
    if (Math.abs(wanted - container.offsetHeight) > 1) {
      container.style.height = `${wanted}px`;
    }
  }

  new ResizeObserver(fit).observe(editor.getBody());
  new ResizeObserver(fit).observe(container);
  fit();
}
