/* Filters the tree of rubriques of a form as one types (templates/components/tile_fields.html). What is hidden
   keeps its tick and is sent with the form; without script the button beside the field does the same. */

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function enhance(root) {
  for (const tree of root.querySelectorAll("[data-tree]:not([data-tree-ready])")) {
    tree.dataset.treeReady = "";
    prepare(tree);
  }
}

function prepare(tree) {
  const words = tree.querySelector("input[type=search]");
  const find = tree.querySelector("button[value$=':find']");
  const said = tree.querySelector("[data-tree-found]");
  const rows = [...tree.querySelectorAll("[data-tree-name]")].map((row) => ({ row, name: plain(row.dataset.treeName) }));

  words.addEventListener("input", filter);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      filter();
    }
  });
  find.addEventListener("click", (event) => {
    event.preventDefault();
    filter();
  });

  function filter() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { row, name } of rows) {
      row.hidden = !wanted.every((word) => name.includes(word));
      found += !row.hidden;
    }
    said.textContent = wanted.length && !found ? said.dataset.none : "";
  }
}

enhance(document);
