"""The two steps of a build: the generator renders written pages, then the records are put in.

- In: a project's folder. Out: a finished site in its place, or why it can't be published.
- `plugin`, `run_mkdocs`: the doors to MkDocs, and alone in knowing it with `generator_files`, its
  files and pages as ours, `page_again`, one page of it rendered once more, and
  `theme_templates`, where it finds those of the theme.
- `public_settings`: settings by which the tenants' site would not be the tenants'.
- `macros`: what a written page can ask for; `register_macros`, `number_macros`,
  `picture_macros`: three groups of it.
- `clashes`: files that people wrote in the place of one that is made.
- `placeholders`: where a macro's answer waits until the page is rendered.
- `unwritten_pages`: the pages that the generator renders though nobody wrote them.
- `finish`: the second step, from the generator's folder to a site in its place. Its parts are:
  `stamp`: a page for each record. `sitemap`: what search engines are told. `search`: the index.
  `asked`: what all pages name. `scripts` and `styles`: the theme's, as they are sent, `minified`.
  `unasked`: which of them no page of a site asks for. `lasting`: addresses that change with them.
  `beside`: what is learned in the meantime.
  `redirects`: where a page was that moved, or would say what another one says.
- `lone_build`: what MkDocs builds without the command line.
- `folder_files`: the files of a finished site, in order.
- `output`: where finished sites are put, all at once and over nothing but old sites.
- `written`: what people wrote into a public page, cleaned before records are put in.
- `guards`: what must not be in a finished site, with `dangers` for one element of a page, and
  `personal_guard` for personal data in a public one. `links`: links that lead nowhere, and
  `places`: records that stand on another page and aren't there. All know
  pages as `page_reader` reads them. `errors`: what stops a site.
- `serve`: a site while it is being written: built after each change. `preview`: what the browser
  gets meanwhile. `saved`: which files somebody saved. `at_once`: the pages of these records before
  the whole is built. `showing`: which build is shown, with which of these pages. `ctrl_c`: the end.
- `calendars`: what is due, for calendars.
- `feeds`: what changed, for programs that tell people of it. `feed_entries`: one change in them.
- `alarms`: what to do in danger, and the words that tell of it. `exits`: a way to leave a page at
  once, where it speaks of harm at home. `unseen`: words of which no file that is fetched may tell.
- `explained`: words of a page that another one explains, as links. `word_tree`: many words as one
  pattern.
- `answers`: what can be suggested to a question. `matching`: what suggests it, by the site's own
  scripts; `learning` runs what makes its files, in a process of its own. `replay`: past requests
  asked again. `score`: sentences asked whose answers are known.
- `kept`: what earlier builds made and this one can use; `kept_drawings` for one kind of it.
- `languages`: words by which the site knows that somebody writes in another language.
- `page_pictures`: pictures in written pages, with their size.
- `every_page`: what the frame of each page needs to know. `own_theme`: the theme of a project that
  doesn't hold it.
- `headers`: what a web server should say with each page.
"""
