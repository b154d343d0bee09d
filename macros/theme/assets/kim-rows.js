// All rows of a long table: those of its further pages are fetched when somebody first sorts or filters it, and of all
// of them as many are drawn as are looked at.
"use strict";
(() => {
  const FIRST = 100;
  const MORE = 500;

  async function fetched(link) {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const rows = [...page.querySelector(".kim-table").tBodies[0].rows];
    for (const row of rows) {
      for (const inner of row.querySelectorAll("a[href]")) inner.href = new URL(inner.getAttribute("href"), link.href).href;
    }
    return rows;
  }

  /** Its rows, in an order that may be changed, and what draws those of a set. `prepare` is called for each that is drawn. */
  async function whole(table, prepare) {
    const body = table.tBodies[0];
    const links = [...table.closest("[data-kim-table]").querySelectorAll("[data-kim-rest]")];
    const rest = await Promise.all(links.map(fetched));
    const rows = [...body.rows, ...rest.flat()];
    const ready = new WeakSet(body.rows);
    const said = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kim-button kim-button--quiet";
    const more = document.createElement("p");
    more.className = "kim-found";
    more.append(said, button);
    links[0]?.closest("nav").remove();
    table.closest(".kim-scroll").after(more);
    let wanted = new Set(rows);
    let fitting = rows;
    let drawn = 0;

    function add(number) {
      const next = fitting.slice(drawn, drawn + number);
      for (const row of next) {
        if (ready.has(row)) continue;
        prepare(row);
        ready.add(row);
      }
      body.append(...next);
      drawn += next.length;
      const left = fitting.length - drawn;
      more.hidden = !left;
      said.textContent = `These are the first ${drawn.toLocaleString("en-GB")} of ${fitting.length.toLocaleString("en-GB")} rows. `;
      button.textContent = `Show ${Math.min(left, MORE).toLocaleString("en-GB")} more`;
      return next[0];
    }

    button.addEventListener("click", () => {
      const row = add(MORE);
      const first = row.querySelector("a") ?? row.cells[0];
      if (first.tagName !== "A") first.tabIndex = -1;
      first.focus(); // reading goes on where the new rows start
    });

    return {
      rows,
      draw(these = wanted) {
        wanted = these;
        fitting = rows.filter((row) => wanted.has(row));
        drawn = 0;
        body.replaceChildren();
        add(FIRST);
      },
    };
  }

  window.KimRows = { whole };
})();
