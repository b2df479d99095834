/* Brings out the buttons that need a script: print the page, copy its address. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.querySelector("span");
  const words = label.textContent;
  label.textContent = button.dataset.done;
  button.parentElement.querySelector("[data-said]").textContent = button.dataset.done;
  setTimeout(() => {
    label.textContent = words;
  }, 4000);
}
