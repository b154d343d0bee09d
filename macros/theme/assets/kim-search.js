// The search page: records that the site's own matching finds, and then what Pagefind finds in the text of pages. Both are
// fetched when somebody searches, and only here; the records stand there as soon as they are known. What was searched for stands in the address behind a #
// (#q=...&register=...), so a search can be sent on, and no server is told the words. On the tenants' site it stands there
// only once it is sent off, and words of danger never do: another person may look.
"use strict";
(() => {
  const PAGE = 10; // results shown at once
  const FIRST = 5; // records shown before what the text of pages gives
  const CHOICE = 3; // at most so many are to choose from, as in the question box
  const SENTENCE = 4; // so many words are no list of them
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
  let places;
  let ready = false; // the text of pages can be searched
  const guarded = document.documentElement.dataset.kimSite === "public"; // another person may look at a tenant's screen
  let whole = true; // the last word isn't being typed any more
  let turn = 0; // a later search makes an earlier one's answer stale
  let found = [];
  let close = 0; // so many of those that stand first may be meant, where it isn't sure which
  let shown = ""; // what was searched for last
  let early = 0; // the search whose records stand there before the text of pages is searched

  /** Pagefind and the registers it knows, once. A worker of its own would be another script, for an index as small as this. */
  function load() {
    engine ??= (async () => {
      const pagefind = await import(new URL(form.dataset.kimPagefind, document.baseURI).href);
      await pagefind.options({ excerptLength: 28, noWorker: true });
      const registers = Object.keys((await pagefind.filters()).register || {}).sort((one, two) => one.localeCompare(two, "en"));
      for (const name of registers) {
        const option = document.createElement("option");
        option.value = option.textContent = name;
        register.append(option);
      }
      form.querySelector("[data-kim-search-register]").hidden = registers.length < 2;
      ready = true;
      return pagefind;
    })();
    return engine;
  }

  /** What tells of danger is fetched first, with scripts that both need. */
  async function dangerFirst() {
    await window.KimAlarm?.load().catch(() => {});
  }

  /** The site's own matching over every record. Without it the text of pages is searched all the same. */
  function match() {
    matching ??= dangerFirst().then(() => window.kimMatching("answers.json", true)).then((data) => {
      const find = window.KimParts.matcher(data, root);
      return async (asked, most, only) => {
        const mine = turn;
        let read;
        try {
          read = await find.ready(asked, true, !whole, () => mine === turn);
        } catch {
          matching = undefined;
          return NOTHING;
        }
        if (mine !== turn) return NOTHING; // an answer to what is no longer asked
        window.KimLanguage.show(count, read.texts, root);
        return find.answer(read.asked, most, only, [], true);
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

  /** Which of Pagefind's pages is which address, once. Without it a record that fits stands there without an excerpt. */
  function placed() {
    places ??= fetch(new URL("places.json", new URL(form.dataset.kimPagefind, document.baseURI))).then((answer) => answer.json()).catch(() => {
      places = undefined;
      return {};
    });
    return places;
  }

  /**
   * {sorted, choice}: the records that fit stand first, each with its excerpt where Pagefind has one; then the rest of what it
   * has. Of the first `choice` any may be meant.
   */
  async function recordsFirst(results, asked, only) {
    if (!asked) window.KimLanguage.show(count, [], root);
    const { suggestions: fits, sure } = asked ? await (await match())(asked, FIRST, only) : NOTHING;
    const known = asked ? await placed() : {};
    const named = Object.keys(known).filter((place) => `/${place.toLowerCase()}`.endsWith(`/${asked.toLowerCase()}/`)).map((place) => known[place]);
    const first = results.filter(({ id }) => named.includes(id));
    for (const fit of fits) {
      const same = results.find(({ id }) => id === known[fit.href]);
      if (!same) first.push({ data: async () => page(fit) });
      else if (!first.includes(same)) first.push(same);
    }
    const sorted = [...first, ...results.filter((one) => !first.includes(one))];
    return { sorted, choice: sure ? 0 : Math.min(CHOICE, fits.length) };
  }

  /** What of a sentence the text of pages is searched for: a page has all of it, and says "my" and "on" for other reasons. */
  async function telling(asked) {
    const typed = asked.split(/\s+/);
    if (typed.length < SENTENCE || asked.includes('"')) return asked;
    await match();
    const told = typed.filter((word) => !window.KimWords?.terms(word).every(window.KimWords.isSmall));
    return told.join(" ") || asked;
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

  /** The records that fit, until Pagefind is there for the first time. */
  async function showEarly(mine, asked, only) {
    const { suggestions: fits } = await (await match())(asked, FIRST, only);
    if (mine !== turn || ready || !fits.length) return;
    early = mine;
    form.querySelector("[data-kim-search-register]").hidden = false; // now, so that it moves nothing once it can be chosen from
    list.replaceChildren(...fits.map((fit) => result(page(fit))));
    more.hidden = true;
    count.textContent = `${fits.length} ${fits.length === 1 ? "result" : "results"} so far for “${asked}”. The text of pages is still being searched.`;
  }

  /** What stood there early gets its excerpts and stays: somebody may have come to it. If it isn't what comes first, it goes. */
  async function complete(mine) {
    const items = early === mine ? [...list.children] : [];
    const all = await Promise.all(found.slice(0, items.length).map((one) => one.data()));
    if (mine !== turn) return;
    const same = all.length && all.every((data, at) => items[at].querySelector("a").getAttribute("href") === encoded(data.url));
    if (same) all.forEach((data, at) => items[at].lastChild.replaceWith(excerpt(data.excerpt)));
    else list.replaceChildren();
  }

  async function show(mine) {
    const from = list.children.length;
    const next = await Promise.all(found.slice(from, from < PAGE ? PAGE : from + PAGE).map((one) => one.data()));
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
    if (asked && !ready) await showEarly(mine, asked, register.value); // what is larger is fetched after it
    if (mine !== turn) return;
    try {
      const pagefind = await load();
      const only = register.value;
      const results = asked || only ? (await pagefind.search((await telling(asked)) || null, only ? { filters: { register: only } } : {})).results : [];
      const { sorted, choice } = await recordsFirst(results, asked, only);
      if (mine !== turn) return;
      found = sorted;
      close = choice;
      more.hidden = true;
      await complete(mine);
      if (mine !== turn) return;
      await show(mine);
      if (mine !== turn) return;
      count.textContent = say(asked, only);
      if (!guarded) document.title = asked ? `${asked} – ${title}` : title;
    } catch {
      engine = undefined;
      shown = "";
      if (mine !== turn) return;
      if (mine === early) count.textContent = "The text of pages could not be searched. This was found without it:";
      else count.textContent = "Search could not start. Look in the lists below.";
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
    whole = true;
    remember();
    search();
  };
  const typed = () => {
    if (wanted() === shown) return; // the results stay: somebody may have come to one with the keyboard
    whole = !/\S$/.test(words.value);
    if (!guarded) remember();
    search();
  };
  let waiting;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(typed, 250);
  });
  words.addEventListener("focus", () => match().then(load).catch(() => {}), { once: true });
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
      if (asked.get("register")) await load(); // those that can be chosen come with it
    } catch {
      // search says so
    }
    register.value = asked.get("register") || "";
    if (register.selectedIndex < 0) register.value = "";
    whole = true;
    search();
    if (guarded && words.value) remember();
    if (guarded && words.value) words.dispatchEvent(new Event("input"));
  }

  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
