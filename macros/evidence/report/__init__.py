"""The board's report for a quarter: made from records and their history, in three forms.

- In: two views of the registers, as a quarter ends and as the one before it ended. Out: the bytes
  of a PDF, an HTML page or a Word document.
- `content`: what a report consists of: headings, paragraphs, lists, tables. Open it for a new kind.
- `states`: a repository and a quarter into the two views, and what the report says of its day.
- `compose`: the views into a report. Its parts are `plan`: what became of the action plan, what is
  late and why; `tables`: registers whose schema asks for a table (`report`); `requests`: requests
  for information and time limits; `log`: who has written entries; `decisions`: what the board is
  asked to decide.
- `words`: values and records in the words of a report.
- `pdf`, `page`, `docx`: the three forms. `pdf` alone knows typst, `docx` alone python-docx.
- `on_site`: the report of the quarter so far on a page of the staff site.
- `make`: a quarter into files, shortened until they fit on four sheets.
"""
