/* Says how long a text is while it is typed; how long it may be, the page says in words. */

for (const output of document.querySelectorAll("output[data-counter]")) {
  const field = document.getElementById(output.htmlFor.value);
  const tell = () => {
    output.textContent = output.dataset.counter.replace("{}", [...field.value].length);
  };
  output.hidden = false;
  field.addEventListener("input", tell);
  tell();
}
