"""The two steps of a build: the generator renders the pages that people write, then the records are put in.

- In: a project's folder. Out: a finished site in its place, or the reasons why it can't be published.
- `plugin`, `run_mkdocs`: the doors to MkDocs, and alone in knowing it.
- `macros`: what a written page can ask for. `placeholders`: where its answer waits until the page is rendered.
- `finish`: the second step: records' pages, sitemap, search, links, the last guard.
- `serve`: a site while it is being written: built after each change. `preview`: what the browser gets meanwhile.
- `feeds`: what changed, for programs that tell people of it.
- `answers`: what the box "Has this been answered?" matches. `replay`: past requests asked again.
- `headers`: what a web server should say with each page.
"""
