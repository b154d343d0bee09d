// The search page: records that the site's own matching finds, and then what Pagefind finds in the text of pages. Both are
// fetched when somebody searches, and only here. What was searched for stands in the address behind a #
// (#q=...&register=...), so a search can be sent on, and no server is told the words. On the tenants' site it stands there
// only once it is sent off, and words of danger never do: another person may look.
"use strict";
(() => {
  const PAGE = 10; // results shown at once
  const FIRST = 5; // records shown before what the text of pages gives
  const CHOICE = 3; // at most so many are to choose from, as in the question box
  const SURE = 30; // results looked into for the records that stand first
  const NOTHING = { suggestions: [], sure: true };
  const form = document.querySelector("[data-kim-search]");
  if (!form) return;
  const words = document.getElementById("kim-search-words");
  const register = document.getElementById("kim-search-register");
  const count = document.querySelector("[data-kim-search-count]");
  const list = document.querySelector("[data-kim-search-results]");
  const more = document.querySelector("[data-kim-search-more]");
  const title = document.title;
  const root = new URL("..", new URL(form.dataset.kimPagefind, document.baseURI)).pathname;
  let engine;
  let matching;
  const guarded = document.documentElement.dataset.kimSite === "public"; // another person may look at a tenant's screen
  let turn = 0; // a later search makes an earlier one's answer stale
  let found = [];
  let close = 0; // so many of those that stand first may be meant, where it isn't sure which
  let shown = ""; // what was searched for last

  /** Pagefind and the registers it knows, once. */
  function load() {
    engine ??= (async () => {
      const pagefind = await import(new URL(form.dataset.kimPagefind, document.baseURI).href);
      await pagefind.options({ excerptLength: 28 });
      const registers = Object.keys((await pagefind.filters()).register || {}).sort((one, two) => one.localeCompare(two, "en"));
      for (const name of registers) {
        const option = document.createElement("option");
        option.value = option.textContent = name;
        register.append(option);
      }
      form.querySelector("[data-kim-search-register]").hidden = registers.length < 2;
      return pagefind;
    })();
    return engine;
  }

  /** The site's own matching over every record. Without it the text of pages is searched all the same. */
  function match() {
    matching ??= window.kimMatching("answers.json").then(async (data) => {
      const read = await window.KimLanguage.fetched(root);
      const find = window.KimMatch.matcher(data);
      return (asked, most, only) => {
        const { texts, asked: need } = read(asked);
        window.KimLanguage.show(count, texts, root);
        return find(need, most, only, [], true);
      };
    }).catch(() => {
      matching = undefined;
      return () => NOTHING;
    });
    return matching;
  }

  /** A record that fits, as Pagefind gives a page. */
  function page(fit) {
    return { url: root + fit.href, meta: { title: fit.title, id: fit.id }, filters: { register: [fit.register] }, excerpt: "" };
  }

  /**
   * {sorted, choice}: the records that fit stand first, each with its excerpt where Pagefind has one; then the rest of what it
   * has. Of the first `choice` any may be meant.
   */
  async function recordsFirst(results, asked, only) {
    if (!asked) window.KimLanguage.show(count, [], root);
    const { suggestions: fits, sure } = asked ? (await match())(asked, FIRST, only) : NOTHING;
    const looked = await Promise.all(results.slice(0, SURE).map(async (one) => ({ one, data: await one.data() })));
    const named = `/${asked.trim().toLowerCase()}/`;
    const first = looked.filter(({ data }) => data.url.toLowerCase().endsWith(named)).map(({ one }) => one);
    for (const fit of fits) {
      const known = looked.find(({ data }) => data.url === root + fit.href);
      if (!known) first.push({ data: async () => page(fit) });
      else if (!first.includes(known.one)) first.push(known.one);
    }
    const sorted = [...first, ...results.filter((one) => !first.includes(one))];
    return { sorted, choice: sure ? 0 : Math.min(CHOICE, fits.length) };
  }

  /** Pagefind's excerpt is escaped text with <mark>. It is read as text, so nothing in it can become an element. */
  function excerpt(html) {
    const paragraph = document.createElement("p");
    paragraph.className = "kim-result__text";
    for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
      if (node.nodeName === "MARK") {
        const mark = document.createElement("mark");
        mark.textContent = node.textContent;
        paragraph.append(mark);
      } else paragraph.append(node.textContent);
    }
    return paragraph;
  }

  // Pagefind gives the names of folders as they are: one may hold a '#', a '?' or a '%'.
  function encoded(url) {
    if (!url.startsWith(root)) return url;
    return root + url.slice(root.length).split("/").map(encodeURIComponent).join("/");
  }

  function result(data) {
    const item = document.createElement("li");
    item.className = "kim-result";
    const link = document.createElement("a");
    link.href = encoded(data.url);
    link.textContent = data.meta.title || data.url;
    const heading = document.createElement("h2");
    heading.className = "kim-result__title";
    heading.append(link);
    const where = document.createElement("p");
    where.className = "kim-result__where";
    where.textContent = [...(data.filters.register || []), data.meta.id].filter(Boolean).join(" · ");
    item.append(heading, where, excerpt(data.excerpt));
    return item;
  }

  async function show(mine) {
    const from = list.children.length;
    const next = await Promise.all(found.slice(from, from + PAGE).map((one) => one.data()));
    if (mine !== turn) return null;
    const items = next.map(result);
    list.append(...items);
    more.hidden = list.children.length >= found.length;
    return items[0];
  }

  function say(asked, only) {
    if (!asked && !only) return "";
    const what = `${asked ? ` for “${asked}”` : ""}${only ? ` in ${only}` : ""}`;
    if (!found.length) return `Nothing found${what}. Try fewer or other words, or look in the list below.`;
    const all = `${found.length} ${found.length === 1 ? "result" : "results"}${what}`;
    return close ? `${all}. We are not sure which of the first ${close === 2 ? "two" : "three"} you mean.` : all;
  }

  function wanted() { return JSON.stringify([words.value.trim(), register.value]); }

  async function search() {
    const mine = ++turn;
    shown = wanted();
    const asked = words.value.trim();
    try {
      const pagefind = await load();
      const only = register.value;
      const results = asked || only ? (await pagefind.search(asked || null, only ? { filters: { register: only } } : {})).results : [];
      const { sorted, choice } = await recordsFirst(results, asked, only);
      if (mine !== turn) return;
      found = sorted;
      close = choice;
      list.replaceChildren();
      more.hidden = true;
      await show(mine);
      if (mine !== turn) return;
      count.textContent = say(asked, only);
      if (!guarded) document.title = asked ? `${asked} – ${title}` : title;
    } catch {
      engine = undefined;
      shown = "";
      count.textContent = "Search could not start. Look in the lists below.";
    }
  }

  /** Whether another person may see these words. Where that can't be told, they may not. */
  async function harmless(asked) {
    if (!guarded || !asked) return true;
    try {
      return !(await window.KimAlarm.raised(asked)).length;
    } catch {
      return false;
    }
  }

  async function remember() {
    const asked = words.value.trim();
    const kept = (await harmless(asked)) ? asked : "";
    const said = new URLSearchParams();
    if (kept) said.set("q", kept);
    document.title = kept ? `${kept} – ${title}` : title;
    if (register.value) said.set("register", register.value);
    history.replaceState(history.state, "", `${location.pathname}#${said}`);
  }

  const changed = () => {
    remember();
    search();
  };
  const typed = () => {
    if (wanted() === shown) return; // the results stay: somebody may have come to one with the keyboard
    if (guarded) search();
    else changed();
  };
  let waiting;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(typed, 250);
  });
  words.addEventListener("focus", () => load().catch(() => {}), { once: true });
  register.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    changed();
  });
  more.addEventListener("click", async () => {
    const first = await show(turn);
    first?.querySelector("a").focus(); // WCAG 2.4.3: reading goes on at the first new result
  });

  /** What the address asks for, when the page opens and when somebody goes back or follows such a link. */
  async function recall() {
    const asked = new URLSearchParams(location.hash.slice(1) || location.search); // ?q= where a link from elsewhere has it
    words.value = asked.get("q") || "";
    if (!words.value && !asked.get("register") && !engine) return;
    try {
      await load(); // the registers that can be chosen come with it
      register.value = asked.get("register") || "";
      if (register.selectedIndex < 0) register.value = "";
    } catch {
      // search says so
    }
    search();
    if (guarded && words.value) remember();
    if (guarded && words.value) words.dispatchEvent(new Event("input"));
  }

  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
