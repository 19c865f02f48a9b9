"use strict";
// Every heading sorts its table; without scripts the tables stand as they were made.
const value = (row, place) => {
  const text = row.cells[place].innerText.trim();
  const number = /^[-+]?\$?[\d,]+(\.\d+)?%?$/.test(text) ? Number(text.replace(/[$,%]/g, "")) : NaN;
  return { text, number };
};
const compare = (a, b) =>
  Number.isNaN(a.number) || Number.isNaN(b.number) ? a.text.localeCompare(b.text) : a.number - b.number;
const sort = (table, head, place) => {
  const down = head.getAttribute("aria-sort") === "ascending"
    || (head.className === "number" && head.getAttribute("aria-sort") !== "descending");
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: value(row, place) }));
  const known = rows.filter((one) => one.key.text), empty = rows.filter((one) => !one.key.text);
  known.sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key));
  table.tBodies[0].append(...[...known, ...empty].map((one) => one.row));
};
for (const table of document.querySelectorAll(".grid table")) {
  if (table.tBodies[0].rows.length < 2) continue;
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, place));
  });
}
