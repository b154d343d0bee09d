// What the pages can do with JavaScript: menu, light and dark, tables that sort and filter, print.
// Without it every page reads, and every link works.
"use strict";
(() => {
  const root = document.documentElement;

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const assets = new URL(".", document.currentScript.src);
  const fetched = {};

  function script(name) {
    return new Promise((done, failed) => {
      const element = make("script", { src: new URL(name, assets).href });
      element.async = false;
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    });
  }

  // ------------------------------------------------------------------------------------------------ menu

  function menu() {
    const link = document.querySelector("[data-kim-menu]");
    const nav = document.getElementById("site-navigation");
    if (!link || !nav) return;
    nav.parentElement.prepend(nav); // WCAG 2.4.3: the focus goes from the button into the menu, then on
    nav.removeAttribute("tabindex");
    const button = make("button", { type: "button", class: link.className, "aria-controls": nav.id }, link.textContent);
    const open = (is) => {
      button.setAttribute("aria-expanded", String(is));
      nav.classList.toggle("kim-nav--open", is); // closed, it is not displayed: its links take no focus
    };
    open(false);
    link.replaceWith(button);
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    for (const element of [button, nav]) {
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
        open(false);
        button.focus();
      });
    }
  }

  // ------------------------------------------------------------------------------------------------ search

  /** What stands behind a # stays in the browser: no server's log has the words. */
  function find() {
    const form = document.querySelector("[data-kim-find-site]");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      location.href = `${form.action}#${new URLSearchParams({ q: form.querySelector("input").value.trim() })}`;
    });
  }

  // ------------------------------------------------------------------------------------------------ scheme

  function scheme() {
    const button = document.querySelector("[data-kim-scheme]");
    if (!button) return;
    const dark = () => root.dataset.mdColorScheme === "slate";
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      root.dataset.mdColorScheme = dark() ? "default" : "slate";
      try {
        localStorage.setItem("kim-scheme", root.dataset.mdColorScheme);
      } catch {
        // not remembered where the browser refuses storage
      }
      show();
    });
    root.addEventListener("kim-scheme", show);
    show();
    button.hidden = false;
  }

  // ------------------------------------------------------------------------------------------------ tables

  const says = make("p", { role: "status", class: "kim-hidden" });

  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };

  /** On a small screen a row is shown as a card; with these roles it stays a row (WCAG 1.3.1). */
  function roles(table) { // or a row of it
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, td, th")]) {
      const role = ROLES[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader");
      part.setAttribute("role", role);
    }
  }

  /** Two triangles, of which the style sheet shows the one that holds. */
  function mark() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 8 14", width: 8, height: 14, "aria-hidden": "true" })) svg.setAttribute(name, value);
    for (const d of ["M4 0 8 5H0z", "M4 14 0 9H8z"]) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  }

  /** What is done to each row of a page when it opens, of one that comes later. */
  function ready(row) {
    roles(row);
    passed(row);
  }

  const whole = new Map();

  /** All rows of a long table, fetched by kim-rows.js once somebody sorts or filters it; null of any other. */
  function longRows(table) {
    if (!table?.matches(".kim-table--long")) return null;
    if (!whole.has(table)) {
      const rows = script("kim-rows.js").then(() => window.KimRows.whole(table, ready));
      whole.set(table, rows);
      rows.catch(() => whole.delete(table));
    }
    return whole.get(table);
  }

  const MISSING = "The other rows could not be fetched. Their pages stand below the table.";

  function sortable(table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    if (!body || body.rows.length < 2 || !body.querySelector("[data-sort]")) return;
    const keys = heads.map(() => new Map()); // of each column, what each row sorts by: read once
    const read = (cell) => {
      const text = cell?.textContent.trim();
      return text ? (cell.dataset.sort ?? text.toLowerCase()) : "";
    };
    const key = (row, column) => {
      if (!keys[column].has(row)) keys[column].set(row, read(row.cells[column]));
      return keys[column].get(row);
    };
    heads.forEach((head, column) => {
      const name = head.textContent.trim();
      const last = name.lastIndexOf(" ") + 1; // the mark never stands alone on a line
      const end = make("span", { class: "kim-sort__end" }, name.slice(last), mark());
      const button = make("button", { type: "button", class: "kim-sort" }, name.slice(0, last), end);
      head.replaceChildren(button);
      const sort = (held) => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...(held?.rows ?? body.rows)].map((row) => ({ row, key: key(row, column) })).sort(({ key: a }, { key: b }) => {
          if (a === b) return 0;
          if (!a || !b) return a ? -1 : 1; // an empty cell comes last, whichever way
          return (a < b ? -1 : 1) * (down ? -1 : 1);
        });
        const sorted = rows.map(({ row }) => row);
        if (held) {
          held.rows.splice(0, sorted.length, ...sorted);
          held.draw();
        } else body.append(...sorted);
        says.textContent = `Sorted by ${name}, ${down ? "descending" : "ascending"}.`;
      };
      button.addEventListener("click", () => {
        const held = longRows(table);
        if (!held) return sort();
        says.textContent = "The other rows are being fetched.";
        held.then(sort, () => { says.textContent = MISSING; });
      });
    });
  }

  const MATCHING = [
    "vendor/wink-porter2-stemmer-2.0.1.js",
    "vendor/stopword-english-3.1.5.js",
    "vendor/damerau-levenshtein-1.0.8.js",
    "kim-words.js",
    "kim-code.js",
    "kim-counts.js",
    "kim-vectors.js",
    "kim-match.js",
    "kim-parts.js",
    "kim-language.js",
    "kim-filter.js",
  ];

  /** What matches words, once somebody types: in order, since each script uses those before it. */
  function matching() {
    fetched.scripts ??= Promise.all(MATCHING.map(script)).catch((error) => {
      delete fetched.scripts;
      throw error;
    });
    return fetched.scripts;
  }

  /** A file of words from the site's root, once. */
  async function vocabulary(name) {
    fetched[name] ??= fetch(new URL(`../${name}`, assets)).then((answer) => answer.json()).catch((error) => {
      delete fetched[name];
      throw error;
    });
    return fetched[name];
  }

  /** `anew`: the file is fetched again, as its parts may have become others. */
  window.kimMatching = async (name, anew) => {
    if (anew) delete fetched[name];
    const [data] = await Promise.all([vocabulary(name), matching()]);
    return data;
  };

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** What every row of a group shares, such as the reason for a commit: its rows are found by it too. */
  const shared = (row) => row.closest("[data-kim-group]")?.querySelector("[data-kim-shared]")?.textContent || "";

  /**
   * The filters over one table, or over a list whose rows carry data-kim-row. `linked`: they stand in the page's
   * address, so that what is found can be sent on, and go along to pages that `data-kim-carry` leads to. A group with
   * no row left is hidden; a folded one with some is opened. Where the rows are pages, no words are looked for.
   */
  function filtered(register, controls, linked) {
    const rows = [...register.querySelectorAll("tbody tr, [data-kim-row]")];
    const groups = [...register.querySelectorAll("[data-kim-group], [data-kim-fold]")].map((group) => ({
      group,
      inside: [...group.querySelectorAll("[data-kim-row]")],
      opened: false,
    }));
    const carrying = [...register.querySelectorAll("[data-kim-carry]")];
    const find = controls.querySelector("[data-kim-find]");
    const count = controls.querySelector("[data-kim-count]");
    if (!rows.length || !count) return;
    let lettered;
    /** What can be read in each row, looked up when somebody types: of a long table that takes a while. */
    const texts = () => (lettered ??= rows.map((row) => plain(`${row.textContent} ${shared(row)}`)));
    let words;
    const valuesOf = (select) => rows.map((row) => (row.dataset[`f${select.dataset.kimFacet}`] || "").split("|").filter(Boolean));
    const prefix = controls.querySelector("[id]").id.replace(/[^-]*$/, "");
    const facets = [...controls.querySelectorAll("[data-kim-facet]")].map((select) => {
      const values = valuesOf(select);
      const offered = [...new Set(values.flat())].sort((one, two) => one.localeCompare(two, "en", { numeric: true }));
      if (!select.options[1]) { // else they stand there, since not all rows do
        for (const value of offered) select.append(make("option", { value }, value));
      }
      if (select.options.length < 3) select.parentElement.hidden = true;
      return { select, values, name: select.id.slice(prefix.length) };
    });
    const days = [...controls.querySelectorAll("[data-kim-day]")].map((input) => ({
      input,
      name: input.id.slice(prefix.length),
      fits: ({ dataset }) => !input.value || (input.dataset.kimDay === "from" ? dataset.day >= input.value : dataset.day <= input.value),
    }));
    const sought = find ? [{ input: find, name: "find" }] : [];
    const all = [...sought, ...facets.map(({ select, name }) => ({ input: select, name })), ...days];
    const clear = make("button", { type: "button", class: "kim-button kim-button--quiet" }, "Clear filters");
    const found = make("div", { class: "kim-found" });
    count.replaceWith(found);
    found.append(count, clear);

    /** Of each row, whether it has what was typed: letter by letter until what matches words is there. */
    function met(typed) {
      if (words && typed.trim()) return words(typed);
      const wanted = plain(typed).split(/\s+/).filter(Boolean);
      return wanted.length ? texts().map((text) => wanted.every((word) => text.includes(word))) : rows.map(() => true);
    }

    const long = register.querySelector(".kim-table--long");
    let held;

    /** Of a long table, all rows are looked through, and not those alone that stand in the page. */
    async function complete() {
      if (held || !long) return;
      says.textContent = "The other rows are being fetched.";
      try {
        held = await longRows(long);
      } catch {
        says.textContent = MISSING;
        return;
      }
      says.textContent = "";
      for (const row of rows) row.hidden = false; // from here on, what doesn't fit isn't drawn
      rows.splice(0, rows.length, ...held.rows);
      lettered = undefined;
      for (const facet of facets) facet.values = valuesOf(facet.select);
    }

    async function learn() {
      await complete();
      try {
        const known = await window.kimMatching("words.json");
        words = window.KimFilter.filter(texts(), window.KimCounts.groups(known));
        if (find.value) show();
      } catch {
        // the letters do
      }
    }

    function show() {
      const wanted = find ? met(find.value) : [];
      const fitting = new Set();
      let shown = 0;
      rows.forEach((row, at) => {
        const fits = (!find || wanted[at])
          && facets.every(({ select, values }) => !select.value || values[at].includes(select.value))
          && days.every(({ fits: within }) => within(row));
        if (held && fits) fitting.add(row);
        if (!held && row.hidden === fits) row.hidden = !fits;
        shown += fits;
      });
      const filtering = all.some(({ input }) => input.value);
      for (const one of groups) fold(one, filtering);
      for (const link of carrying) link.hash = String(asked());
      held?.draw(fitting);
      const total = held || !count.dataset.kimEvery ? rows.length : Number(count.dataset.kimEvery);
      const every = `${total} ${total === 1 ? count.dataset.kimOne : count.dataset.kimMany}`;
      if (long) count.textContent = filtering ? `${shown || "None"} of ${every} ${shown > 1 ? "fit" : "fits"}` : every;
      else count.textContent = shown === rows.length ? `${every}, all shown` : shown ? `${shown} of ${every} shown` : `None of ${every} fits these filters`;
      clear.hidden = !filtering;
    }

    function fold(one, asked) {
      one.group.hidden = one.inside.every((row) => row.hidden);
      if (!("kimFold" in one.group.dataset) || one.opened === asked || (asked && one.group.open)) return;
      one.opened = asked; // what the reader opened stays open
      one.group.open = asked;
    }

    function asked() {
      const said = new URLSearchParams();
      for (const { input, name } of all) {
        if (input.value.trim()) said.set(name, input.value.trim());
      }
      return said;
    }

    function remember() {
      if (!linked) return;
      history.replaceState(history.state, "", `${location.pathname}#${asked()}`); // behind the #, so that no server is told
    }

    function recall() {
      const remembered = new URLSearchParams(location.hash.slice(1));
      for (const { input, name } of all) {
        input.value = remembered.get(name) || "";
        if (input.selectedIndex < 0) input.value = ""; // a value that there no longer is
      }
    }

    const changed = () => {
      show();
      remember();
    };
    const sift = () => (long && !held ? complete().then(changed) : changed());
    let waiting;
    for (const { input } of [...sought, ...days]) {
      input.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(sift, 200); // one announcement when the typing pauses, not one for each letter
      });
    }
    find?.addEventListener(long ? "input" : "focus", learn, { once: true }); // of a long table there is much to fetch
    for (const { select } of facets) select.addEventListener("change", sift);
    clear.addEventListener("click", () => {
      for (const { input } of all) input.value = "";
      changed();
      all[0].input.focus(); // the button is gone now
    });
    if (linked) recall();
    if (find?.value) learn();
    show();
    if (long && all.some(({ input }) => input.value)) sift();
    controls.hidden = false;
  }

  /** A region that doesn't scroll needs no stop for the keyboard; one that does needs it (WCAG 2.1.1). */
  function stops() {
    if (!("ResizeObserver" in window)) return;
    const seen = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const region = target.closest(".kim-scroll");
        region.tabIndex = region.scrollWidth > region.clientWidth + 1 ? 0 : -1;
        if (region.tabIndex < 0) region.removeAttribute("tabindex");
      }
    });
    for (const region of document.querySelectorAll(".kim-scroll[tabindex]")) {
      seen.observe(region);
      if (region.firstElementChild) seen.observe(region.firstElementChild);
    }
  }

  function tables() {
    for (const table of document.querySelectorAll(".kim-table")) {
      roles(table);
      if (table.closest("[data-kim-table]") && table.tHead) sortable(table);
    }
    const controls = [...document.querySelectorAll("[data-kim-table] .kim-controls")];
    const linked = controls.length === 1 && !document.querySelector('[data-kim-site="public"]'); // a tenant may be watched
    for (const one of controls) filtered(one.closest("[data-kim-table]"), one, linked);
    document.body.append(says);
    stops();
  }

  // -------------------------------------------------------------------------------------------------- due

  /** Says beside a day to come that it has passed since the site was built. */
  function passed(part) {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date()); // as 2026-11-27
    for (const time of part.querySelectorAll("time[data-kim-due]")) {
      if (time.dateTime >= today) continue;
      const note = document.createElement("strong");
      note.textContent = " This day has passed since the page was made.";
      time.after(note);
    }
  }

  // ------------------------------------------------------------------------------------------------ folds

  /** A link into something folded opens it: Chromium does so by itself, older browsers don't. */
  function folds() {
    const land = () => {
      let name = location.hash.slice(1);
      try {
        name = decodeURIComponent(name);
      } catch {
        // a stray % is part of the name
      }
      const target = name ? document.getElementById(name) : null;
      const shut = [];
      for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
        if (!fold.open) shut.push(fold);
      }
      for (const fold of shut) fold.open = true;
      if (shut.length) target.scrollIntoView();
    };
    window.addEventListener("hashchange", land);
    land();
  }

  // ------------------------------------------------------------------------------------------------ print

  /** On paper nothing can be opened, so everything is, but what kim.css leaves out there; afterwards it is as it was. */
  function print() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("main details:not([open], .kim-earlier, .kim-source)")];
      for (const one of opened) one.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const one of opened) one.open = false;
    });
  }

  menu();
  find();
  scheme();
  tables();
  passed(document);
  folds();
  print();
})();
