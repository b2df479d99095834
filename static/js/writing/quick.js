/* Days that are often chosen, one press away. */

for (const button of document.querySelectorAll("button[data-fill]")) {
  const field = document.getElementById(button.dataset.fill);
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    field.value = button.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
