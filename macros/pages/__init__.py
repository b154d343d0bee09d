"""A view into HTML and pictures. Record text is escaped or sanitised, and never run.

- In: a view. Out: pieces of HTML, and the titles of pages; nothing is written to disk.
- `first_records`: what stands where a register has no records yet.
- `fragments`: the templates, and the marks that stand for an address until the site is finished.
- `values`, `markdown`: one value of a field as people read it. Open them for a new `x-format`.
- `languages`: values in other languages than the page. `translations`: texts in such languages on
  one page, and the way to each.
- `sorting`: what tables and groups are sorted by.
- `records`: a record's page; `record_dates`: when it was looked at and what is late;
  `time_limits`: its clocks of the law; `kept_until`: until when it is kept; `record_links`: what
  names it, and `notices`: what that has said at its top.
  `tenants`: pieces for tenants. `contacts`: how a service is reached, as cards, and `contact_page`:
  pages of them. `plans`: what tenants read of a plan whose time is past.
- `edit_forms`: the form on which staff change a record, and its data. `page_forms`: the one for
  pages that people write. `admin`: the editor for several records, with `admin_settings`, what it
  is told of registers, and `admin_forge`, where it asks.
- `asked_links`: the links that a register asks for, or the gap. `coverage`: the same of a whole
  register with the evidence, as a table; `proofs`: the evidence that a record states.
- `time_gaps`: for what time a register has no record.
- `where`: where a record is read, and its name with a link there. Open it where a register is to
  stand in another way. `together`: registers whose records stand on one page.
- `open_tables`: a table that a record gives out. `register_files`: a register to take away, with
  `register_workbook` for the one that people fill in.
- `easy_read`: easy read in large print, as plain text, and as one picture.
- `tables`: tables of records; `table_parts`: one too long for a page, and `table_pages`: such a
  register. `register_text`: a register to read from top to bottom.
- `overview`: pages about all registers, and the page of each; `dictionary`: what the fields of each
  mean.
- `counting`: numbers of records in the words of a page. `macros_list`: the guide's list of macros.
- `example_records`: a record as the example of a guide.
- `how_to`: the way to pages that say how something is done, and what stands at their top.
- `pictures`: records drawn in a line or in lanes. `charts`: how many there are;
  `tally` counts them and `drawing` draws. Others that are drawn: `request_figures`: requests by the
  clock of the law, and by quarter; `group_answers`: parts of a group that have the first choice;
  `sums`: what numbers come to; `coverage_picture`: holes; `freshness`: ages of reviews;
  `group_sums`: what numbers in groups come to; `waits`: what waits for what; `maps`: what is kept
  where; `proof_trail`: what keeps a record, and the evidence; `asked_again`: questions that came
  more than once.
- `word_diff`: two texts word by word, marked.
- `history_page`: the history on a record's page, and `gone_page`: of what is no more.
  `schema_pages`: the history of schemas and settings.
  `revision_words`: one revision of it; `change_words`: one change; `page_source`: a page's old
  text, apart from its macros.
- `due_pages`: what is to be done by when, for all and for each post; `due_later`: what has time;
  `due_rows`: one thing of it, and `due_counts`: how much.
  `disposing`: the form that says whether something may go, and the lists to sign.
- `reviews_page`: what reviews came to. `reminding`: a reminder in words.
- `months`: the changes of a month; `month_parts`: a large one cut into pages; `month_days`: what
  its days brought. `commit_words`: the changes of a commit; `changed_things`: what each is about;
  `commit_facts`: whose word it is.
- `as_at`: which pages and files of past days there are, and the list of days; `as_at_day`: a day's
  page, and `as_at_register`: a register's. `as_at_tables`: on which days in a row a register's
  table is the same; `old_rows`: rows of it that are. `as_at_facts`: where a day's state comes from.
  `as_at_changes`: what changed between two days; `as_at_files`: the same as JSON;
  `as_at_addresses`: where each stands.
- `old_values`: what old values and records that are gone are called.
- `generated`: the pages that nobody wrote and that show no single record.
"""
