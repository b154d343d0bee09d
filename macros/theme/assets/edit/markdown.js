// Text with formatting as the site will show it: markdown-it reads it as macros/catalogue/record_dialect.py does, and each element is made
// one by one from the list of macros/pages/markdown.py. No text ever becomes HTML. tests/browser/test_edit_markdown.py holds it to the page.
(function (here) {
  "use strict";

  const TAGS = ["p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "h5", "h6", "blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "hr"];
  const FULL = /^(?:https?|mailto|tel):/i; // a link in a record says all by itself where it leads

  const strict = here.markdownit("commonmark", { html: false }).enable("table").disable("image");
  strict.validateLink = function (url) { return FULL.test(url); };

  // A page may name other pages and pictures as well, and calls macros, of which the form knows nothing but where they stand.
  const loose = here.markdownit("commonmark", { html: false }).enable("table");
  loose.inline.ruler.before("escape", "macro", function (state, is_silent) {
    const end = state.src.startsWith("{{", state.pos) ? state.src.indexOf("}}", state.pos) : -1;
    if (end < 0) return false;
    if (!is_silent) state.push("code_inline", "code", 0).content = state.src.slice(state.pos, end + 2);
    state.pos = end + 2;
    return true;
  });
  const BOX = /^!!! *(\S+)(?: +"(.*)")? *\n((?:(?: {4}.*|[ ]*)(?:\n|$(?![^])))*)/m;

  /** Whether a browser can go there: of an address that it can't read, the page keeps the words alone. */
  function leads(url) {
    return url === "" || (FULL.test(url) && URL.canParse(url) && !new URL(url).host.includes("%"));
  }

  function lowered(tag) {
    return /^h[1-6]$/.test(tag) ? "h" + Math.max(3, Number(tag[1])) : tag;
  }

  function element(token) {
    const tag = lowered(token.tag);
    if (!TAGS.includes(tag)) throw new Error("no element of a record: " + tag);
    const made = document.createElement(tag);
    if (tag === "th") made.setAttribute("scope", "col");
    if (tag === "ol" && token.attrGet("start") !== null) made.setAttribute("start", token.attrGet("start"));
    if (tag === "a" && leads(token.attrGet("href"))) made.setAttribute("href", token.attrGet("href"));
    if (token.attrGet("title") !== null) made.setAttribute("title", token.attrGet("title"));
    return made;
  }

  /** A piece of text that holds no element. */
  function words(token) {
    if (token.type === "softbreak") return "\n";
    if (token.type === "image") return "[picture: " + token.content + "]";
    return token.content;
  }

  function block_of_code(token) {
    const outer = document.createElement("pre"), inner = document.createElement("code");
    inner.textContent = token.content;
    outer.append(inner);
    return outer;
  }

  function code(token) {
    const made = document.createElement("code");
    made.textContent = token.content;
    return made;
  }

  const WHOLE = { fence: block_of_code, code_block: block_of_code, code_inline: code, hr: element, hardbreak: element };

  /** Put what tokens make into an element. */
  function put(tokens, into) {
    const open = [into];
    tokens.forEach(function (token) {
      const inside = open[open.length - 1];
      if (token.hidden) return;
      if (token.type === "inline") return put(token.children, inside);
      if (token.nesting === 1) {
        const made = element(token);
        const around = made.localName === "a" ? open.findIndex(function (other) { return other.localName === "a"; }) : -1;
        if (around > 0) open.length = around; // no link stands inside another: a browser that reads HTML ends the first
        open[open.length - 1].append(made);
        open.push(made);
      } else if (token.nesting === -1) {
        if (inside.localName === lowered(token.tag)) open.pop();
      } else {
        inside.append(WHOLE[token.type] ? WHOLE[token.type](token) : words(token));
      }
    });
  }

  /** A text of a record as the elements that it comes to. */
  function shown(text) {
    const made = document.createDocumentFragment();
    put(strict.parse(text, {}), made);
    return made;
  }

  /** A box of a page: what it is called, and what stands in it. */
  function box(match) {
    const made = document.createElement("div"), title = document.createElement("p");
    made.className = "admonition " + match[1].replace(/[^a-z]/g, "");
    title.className = "admonition-title";
    title.textContent = match[2] === undefined ? match[1].charAt(0).toUpperCase() + match[1].slice(1) : match[2];
    if (match[2] !== "") made.append(title);
    put(loose.parse(match[3].replace(/^ {4}/gm, ""), {}), made);
    return made;
  }

  /** A page's text: its macros stand as they are, its pictures by their words, and links to other pages lead nowhere from here. */
  function shown_page(text) {
    const made = document.createDocumentFragment();
    let rest = text;
    for (let match = BOX.exec(rest); match; match = BOX.exec(rest)) {
      put(loose.parse(rest.slice(0, match.index), {}), made);
      made.append(box(match));
      rest = rest.slice(match.index + match[0].length);
    }
    put(loose.parse(rest, {}), made);
    return made;
  }

  const KINDS = { markdown: shown, "page-text": shown_page };

  /** A part of the form that shows what a text will look like, as long as it is open; null for one without formatting. */
  function preview(area, format) {
    const make = KINDS[format];
    if (!make) return null;
    const outer = document.createElement("div");
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const place = document.createElement("div");
    let waiting = 0;
    const draw = function () { if (details.open) place.replaceChildren(make(area.value)); };
    outer.className = "kim-edit__preview";
    outer.append(details);
    summary.textContent = "How it will look";
    details.append(summary, place);
    details.addEventListener("toggle", draw);
    area.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(draw, 200);
    });
    return outer;
  }

  here.KimMarkdown = { shown: shown, shown_page: shown_page, preview: preview };
})(window);
