/* Counts the ticked rows of a list, and ticks or clears them all with the box in the head. */

const bar = document.querySelector("form.batch");
const rows = [...document.querySelectorAll("input.check[form=batch]")];
const whole = bar.querySelector("[name=page]");
const said = bar.querySelector("[data-count]");

function tell() {
  const number = rows.filter((row) => row.checked).length;
  said.textContent = number ? said.dataset.count.replace("{}", number) : "";
  whole.checked = number === rows.length;
  whole.indeterminate = number > 0 && number < rows.length;
}

whole.addEventListener("change", () => {
  for (const row of rows) {
    row.checked = whole.checked;
  }
  tell();
});
for (const row of rows) {
  row.addEventListener("change", tell);
}
tell();
