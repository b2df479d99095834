/* Asks a question with one of the dialogs that the page holds as templates (templates/components/editor_dialogs.html). */

/**
 * Opens the dialog `name`, filled with `values`; resolves with what was answered, or null when it was left.
 * `prepare(dialog)` may change it first; `check(answers, dialog)` may say no (return false) before it closes.
 */
export function ask(name, { values = {}, prepare = () => {}, check = () => true } = {}) {
  const template = document.querySelector(`template[data-dialog="${name}"]`);
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  const form = dialog.querySelector("form");
  for (const [field, value] of Object.entries(values)) {
    const input = form.elements[field];
    if (input.type === "checkbox") {
      input.checked = value;
    } else {
      input.value = value;
    }
  }
  prepare(dialog);
  return new Promise((resolve) => {
    let answer = null;
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.querySelector("[data-cancel]")?.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (sent) => {
      sent.preventDefault();
      const given = answers(form);
      if (isComplete(form) && (await check(given, dialog))) {
        answer = given;
        dialog.close();
      }
    });
    dialog.showModal();
  });
}

function answers(form) {
  const found = {};
  for (const field of form.elements) {
    if (field.name) {
      found[field.name] = field.type === "checkbox" ? field.checked : field.value;
    }
  }
  return found;
}

function isComplete(form) {
  const missing = [];
  for (const field of form.querySelectorAll("[required]")) {
    const isMissing = !field.disabled && field.offsetParent !== null && field.value.trim() === "";
    fault(field, isMissing);
    if (isMissing) {
      missing.push(field);
    }
  }
  missing[0]?.focus();
  return missing.length === 0;
}

/** Shows or hides the error that stands beside a field. */
export function fault(field, isWrong) {
  const error = document.getElementById(`${field.id}-error`);
  field.closest(".field").classList.toggle("field--error", isWrong);
  field.setAttribute("aria-invalid", isWrong);
  error.hidden = !isWrong;
}
