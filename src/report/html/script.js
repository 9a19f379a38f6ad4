"use strict";
(() => {
  const text = document.documentElement.lang === "de"
    ? { find: "Befunde filtern", open: "Alles aufklappen", shut: "Alles zuklappen", sort: "sortieren", save: "Ergebnis als JSON sichern" }
    : { find: "Filter the findings", open: "Expand all", shut: "Collapse all", sort: "sort", save: "Save the result as JSON" };

  const folds = [...document.querySelectorAll("main details")];
  const tools = document.querySelector(".tools");
  if (tools) {
    const label = document.createElement("label");
    label.append(text.find + " ");
    const field = document.createElement("input");
    field.type = "search";
    label.append(field);
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      for (const one of document.querySelectorAll(".finding")) {
        one.hidden = wanted !== "" && !one.textContent.toLowerCase().includes(wanted);
        const fold = one.closest("details");
        if (fold && wanted !== "" && !one.hidden) fold.open = true;
      }
    });
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text.open;
    button.addEventListener("click", () => {
      const open = button.textContent === text.open;
      for (const fold of folds) fold.open = open;
      button.textContent = open ? text.shut : text.open;
    });
    tools.append(label, button);
    tools.hidden = false;
  }

  const value = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.title = text.sort;
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...table.tBodies[0].rows];
        const order = (a, b) => {
          const [x, y] = [value(a, column), value(b, column)];
          const both = [Number(x), Number(y)];
          const byNumber = x !== "" && y !== "" && both.every(Number.isFinite);
          return byNumber ? both[0] - both[1] : x.localeCompare(y, document.documentElement.lang);
        };
        rows.sort((a, b) => (up ? order(a, b) : order(b, a)));
        table.tBodies[0].append(...rows);
      });
    });
  }

  // A long result is packed; this gives it back.
  const result = document.getElementById("result-json");
  if (result) {
    const unpacked = async ({ encoding, data }) => {
      if (encoding !== "gzip+base64") return result.textContent;
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    };
    const save = document.createElement("button");
    save.type = "button";
    save.className = "save";
    save.textContent = text.save;
    save.addEventListener("click", async () => {
      const json = await unpacked(JSON.parse(result.textContent));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([json], { type: "application/json" }));
      link.download = "result.json";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    (document.querySelector("footer") ?? document.body).append(save);
  }
})();
