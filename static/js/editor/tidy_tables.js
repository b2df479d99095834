/* Pasted tables: a first row that looks like headers is one, cells hold text, and nothing sets their size. */

export function tidyTables(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    table.querySelectorAll("colgroup, col").forEach((one) => one.remove());
    const cells = [...table.querySelectorAll("td, th")];
    if (cells.length === 1) {
      // One cell is a frame round a text.
      table.replaceWith(...cells[0].childNodes);
      continue;
    }
    cells.forEach(plain);
    const [first] = table.rows;
    const isHead = first && table.rows.length > 1 && (first.closest("thead") || [...first.cells].every(looksLikeHeader));
    if (isHead) {
      head(table, first);
    }
  }
}

function plain(cell) {
  const parts = [...cell.children].filter((one) => one.matches("p"));
  parts.forEach((one, index) => {
    const isLast = index === parts.length - 1;
    one.replaceWith(...one.childNodes, ...(isLast || one.textContent.trim() === "" ? [] : [cell.ownerDocument.createElement("br")]));
  });
}

function looksLikeHeader(cell) {
  const text = cell.textContent.trim();
  const bold = [...cell.querySelectorAll("strong, b")].map((one) => one.textContent.trim()).join("");
  return cell.matches("th") || (text !== "" && bold.replace(/\s/g, "") === text.replace(/\s/g, ""));
}

function head(table, row) {
  for (const cell of [...row.cells]) {
    const header = cell.ownerDocument.createElement("th");
    header.scope = "col";
    for (const name of ["colspan", "rowspan"]) {
      if (cell.hasAttribute(name)) {
        header.setAttribute(name, cell.getAttribute(name));
      }
    }
    header.append(...cell.childNodes);
    header.querySelectorAll("strong, b").forEach((one) => one.replaceWith(...one.childNodes));
    cell.replaceWith(header);
  }
  if (!row.closest("thead")) {
    const top = table.ownerDocument.createElement("thead");
    top.append(row);
    table.querySelector("tbody").before(top);
  }
}
