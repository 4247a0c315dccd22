// Enhancements only: every page works without them. Sorting and filtering say what they did in a status region.

"use strict";

/** Filters the rows of a scorecard by words and by rating. */
function filterScorecard(bar) {
  const words = bar.querySelector("input");
  const rating = bar.querySelector("select");
  const status = bar.querySelector("[role=status]");
  const rows = [...document.querySelectorAll(".scorecard tr[data-rating]")];
  const bodies = [...document.querySelectorAll(".scorecard tbody.rows")];

  const matches = (row) => {
    const wanted = rating.value;
    const rated = !wanted || (wanted === "attention" ? row.dataset.attention === "yes" : row.dataset.rating === wanted);
    const text = row.querySelector("th").textContent.toLowerCase();
    return rated && words.value.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  };
  const apply = () => {
    const filtering = words.value.trim() !== "" || rating.value !== "";
    const shown = rows.filter((row) => {
      const keep = matches(row);
      row.toggleAttribute("data-filtered", !keep);
      return keep;
    });
    for (const body of bodies) {
      const left = body.querySelector("tr[data-rating]:not([data-filtered])");
      body.toggleAttribute("data-filtered", filtering && !left);
    }
    for (const table of document.querySelectorAll(".scorecard")) {
      table.toggleAttribute("data-filtered", !table.querySelector("tbody.rows:not([data-filtered])"));
    }
    status.textContent = filtering ? `${shown.length} of ${rows.length} rows` : "";
  };

  if (rows.length === 0) return;
  bar.hidden = false;
  words.addEventListener("input", apply);
  rating.addEventListener("change", apply);
}

/** Offers to sort the rows of each group from the worst rating to the best of a place. */
function sortPlaces(table, number) {
  const status = document.getElementById("sorted");
  const groups = [...table.tBodies].map((body) => ({ body, rows: [...body.querySelectorAll("tr:not(.group)")] }));
  const places = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.firstElementChild.textContent.trim());

  const label = document.createElement("label");
  const select = document.createElement("select");
  const line = document.createElement("p");
  select.id = `sort-${number}`;
  label.htmlFor = select.id;
  label.textContent = "Order of rows";
  line.className = "sort";
  line.dataset.enhancement = "";
  select.add(new Option("as in the scorecard", ""));
  places.forEach((place, position) => select.add(new Option(`worst rating first in ${place}`, String(position + 1))));
  line.append(label, select);
  table.closest(".region").before(line);

  select.addEventListener("change", () => {
    const column = Number(select.value);
    const rank = (row) => (column ? Number(row.cells[column].dataset.rank) : 0);
    for (const { body, rows } of groups) {
      body.append(...[...rows].sort((one, other) => rank(one) - rank(other)));
    }
    table.querySelectorAll("thead th").forEach((cell, position) => {
      if (column && position === column) cell.setAttribute("aria-sort", "other");
      else cell.removeAttribute("aria-sort");
    });
    status.textContent = `Rows are now ${select.selectedOptions[0].textContent}, within each group.`;
  });
}

/** Closes an open menu when Escape is pressed or something else is used. */
function closeMenus() {
  const close = (except) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!except || !menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("focusin", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(".menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

/** Brings what Tab reaches in a wide table into view: browsers leave it where it is if a sliver of it shows. */
function revealFocus() {
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(":is(.scroll, .region) :focus-visible")) {
      event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
}

document.querySelectorAll(".filter").forEach(filterScorecard);
document.querySelectorAll("table[data-sortable]").forEach(sortPlaces);
closeMenus();
revealFocus();
