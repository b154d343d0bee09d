// A page that somebody wrote, for the form: its heading as the fields that it has, and the text below as one more.
(function (here) {
  "use strict";

  const TEXT = "text"; // as macros/pages/page_forms.py calls it
  const PARTS = /^(---\n)([^]*?)(^---[ ]*\n*|^---[ ]*$)([^]*?)(\n*)$(?![^])/m;

  /** {before, head, between, text, end}: all of a page's file. Null where it has no heading. */
  function parts(file) {
    const match = PARTS.exec(file);
    return match && match.index === 0 ? { before: match[1], head: match[2], between: match[3], text: match[4], end: match[5] } : null;
  }

  function values(file) {
    const { head, text } = parts(file);
    return new Map(here.KimRead.read(head).values).set(TEXT, text);
  }

  /** The file with these fields, each [name, value or null where it goes]: a line of the text that stays is not touched. */
  function with_fields(file, names, fields) {
    const page = parts(file);
    const heading = fields.filter(function (field) { return field[0] !== TEXT; });
    const text = fields.find(function (field) { return field[0] === TEXT; });
    const head = here.KimWithin.with_fields(page.head, names.filter(function (name) { return name !== TEXT; }), heading);
    return page.before + head + page.between + (text ? text[1] || "" : page.text) + page.end;
  }

  /** The pages that there are, each [its file under docs/, its title]. */
  function listed(form, named) {
    return named[""].filter(function (page) { return page[0].startsWith("docs/"); }).map(function (page) {
      return [page[0].slice("docs/".length).replace(/\.md$/, ""), page[1]];
    });
  }

  /** The text of a page's file; undefined where no page is called so. */
  function text_of(id, named, load) {
    const is_there = listed(null, named).some(function (page) { return page[0] === id; });
    return is_there ? load(encodeURI(id) + ".md.json") : undefined;
  }

  here.KimPages = { ending: ".md", values: values, with_fields: with_fields, text: text_of, listed: listed };
})(window);
