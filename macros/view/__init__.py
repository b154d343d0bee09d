"""The boundary: what one audience sees on one day.

All that is shown is made from a view, and nothing public is left to chance.

- In: a catalogue, a history, an audience and a day. Out: a `View`.
- `public`: what everybody may see, from named lists. Open it to let an attribute out.
- `view`: the catalogue cut down to one audience. Open it for something new that a page needs to
  know.
- `last_changed`: on which days what everybody may see has changed.
- `moved_pages`: written pages that moved, and where each is now.
- `due`: what is to be done by when, and from whom; `due_thing`: what such a thing is, and
  `due_record`: those of one record, `missing_links`: of
  what no link leads to. Open that for a new kind. `disposals`: what waits for disposal.
  `reminders`: of what each post is to be reminded.
- `confirmed`: links to be looked at, and what is to be read again.
- `page_kinds`: the written pages of each kind.
- `staff_texts`: every text that only staff may see, worked out without the view.
- `leaks`: the last guard, over every byte of the public site.
- `warned`: what the checks warn of, by file.
- `wanted`: many texts looked for at once.
"""
