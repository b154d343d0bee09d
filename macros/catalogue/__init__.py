"""A folder into a catalogue: read, checked, linked, with every problem collected.

- In: the folders `registers/`, `schemas/` and `docs/`. Out: a `Catalogue` with its problems, and
  the `Schemas`.
- `read`: alone here in reading folders, with `entries`, what lies in them, and `read_near`, one
  record with both ends of its links. `load`: the same, and what is wrong between files.
- `project`: all that was read, for the checks to look at.
- `text_files`: bytes into text in which people see everything.
- `yaml_reader`: text into values, each with its place. Alone in knowing YAML, with `yaml_messages`,
  the parser's complaints in our words, `yaml_signs`, what was taken for a sign, `yaml_places`,
  where in a file a letter of a value stands, and `yaml_plain`, old versions as they were.
- `annotations`, `settings`: the table of what schemas say of fields and of registers besides JSON
  Schema. Open the one or the other for a new annotation, setting or kind of record;
  `number_annotations`, `date_annotations` and `link_annotations` have the rows on numbers, days and
  links. `takes`: what one is and what can stand behind it, and `clock_annotation` what behind
  `x-clock` and `x-period`; `clock_names`: what is wrong with the names in those, and
  `back_ref_names`: in `x-back-ref`; `pair_names`: in `x-fits` and `x-asks`. `kept_annotation`,
  `kept_names`: the same of `x-kept`, `x-gone` and `x-hold`.
- `schemas`: the files of `schemas/` in. `schema_names` are theirs, and `schema_fields` makes fields
  and registers of them.
- `stated`: what a schema says in annotations and settings, each where it stands.
- `schema_checks`, `register_checks`: what is wrong with a schema, and with the names in it;
  `schema_messages`: the same where jsonschema found it, in sentences that teach.
- `validators`: what JSON Schema means here, and the quick check before the thorough one. Open it
  for a new keyword.
  `whole_validators`: the thorough one, loaded where a value is refused. `unique`: what differs.
- `lone_schema`: a schema as one that refers to no other, for a check in the browser.
- `formats`: the forms of text that JSON Schema doesn't know. Open it for a new `x-format`.
- `validate`: one record against its schema; `record_messages`: what is wrong, in sentences that
  teach, with `limit_messages` for what is too long, too many or too much.
- `unfilled`: what is said of fields without a value.
- `posts`: the posts that answer for records, by every name that they have.
- `front_matter`: the heading of each page, who it is for, and what it leans on.
- `page_kinds`: kinds of page, as the schema of pages states them. `page_headings`: the headings of
  a text, and `page_parts_checks`: the rule on those of a kind. Open none of them for a new kind.
- `page_dialect`: which Markdown pages are. `heading_ids`: what a heading can be linked to by.
- `macro_table`: every macro and what it takes. Open it, and `site.macros`, for a new macro.
  `macro_parts`: what a macro is, and `picture_macros`: those that draw.
- `macro_calls`: the macros that a page calls, against the table. `macro_values`: what they name.
- `call`: one such call, and what its page can name.
- `prose`: numbers and statuses in words that the records know better. `nouns`: those words.
- `references`: who names whom, both ways; what a record is called and where it is sorted.
- `back_refs`: what leads to a record as its register asks for it, and `back_ref_checks`: the rules.
- `rule`: what a rule is, and how a function becomes its check. `checks`: the list of all.
- `published_list`: what everybody may see, as `schemas/published.yml` says it a second time.
- `markup`: what people may write into a public page; `markup_checks`: the rules on it.
- `layout_checks`, `name_checks`, `reference_checks`, `record_checks`, `date_checks`,
  `period_checks`, `disposal_checks`, `count_checks`, `fit_checks`, `limit_checks`, `page_checks`,
  `published_checks`, `reminder_checks`: the rules that need more than one file or field. Open the
  one that fits for a new rule: a function there, and a case.
- `filled`: values at any depth with what stands round them, for rules on dates and numbers.
  `sums`: numbers that make up another.
- `debris`: what systems and editors leave beside what people wrote.
- `look_alikes`: characters that only look like one that is needed.
- `file_rules`: the rules that a single file is read by.
- `assets`: files that would be published beside the pages, each made anew. Open it for a new kind.
  `rasters` makes pictures of dots; `drawings` makes SVG, of what
  `drawing_parts` lists, with `drawing_references` for what its parts show of each other.
  `picture_parts`: of what a PNG or JPEG consists. `remade`: what comes of it.
- `pack_signs`: whether a file is an evidence pack.
- `open_tables`: tables that everybody may take away. `table_checks`: the rules on them.
- `reading_checks`: the rule on how hard texts for tenants are to read.
- `personal`: personal data in files, each with its place and a mask. `personal_checks`: the rules
  on it. `read_alone`: what is personal once a value stands by itself. `permitted`: what may
  stand, `of_nobody`: what is made up, and `landlord`: what the settings say of that.
- `passages`: a file's bytes into the texts in it; `tables`, `workbooks`, `packed`: rows of
  tables and of spreadsheets, and archives. `pdf_texts`, `office_texts`, `picture_words`: those of
  PDF files, of documents and slides, and what photos say beside what they show. `unread`: what of
  all that can't be read.
- `confirmations`: links that remember when somebody last looked at them. `read_again`: what people
  have read of an earlier version; `read_checks`: the rules on that, and on pages that records name.
- `sheets`: registers as rows of spreadsheets and back, a folder.
- `edit`, `new_record`: a small change to a record's file, and the file of a new one.
  `write_fields`: other fields of a record written in place. `write_values`: values as lines,
  `write_within`: lists and groups in place, and `write_blocks`: texts of several lines in place.
- `set_values`: `field=value`, as somebody types it, into what the field is to hold.
- `moves`: records moved to a newer schema.
- `starting_page`: a page as another landlord starts with it.
- `names`: texts in records and headings. `tidy`: a name without what nobody sees, into its file.
- `record_dialect`: which Markdown records are. `readings`: one text as records and as pages have
  it; `dialect_words`: why they differ. `page_texts`: what of a page is Markdown.
- `markdown_signs`: signs that stay signs. `markdown_checks`: the rules on all that.
- `plain_signs`: signs of Markdown in texts that take none. `plain_checks`: the rule on them.
- `odd_addresses`: letters in addresses that only look like others. `text_checks`: rules on the
  letters of texts, names and addresses.
- `teams`: which team of the forge stands for which post; `code_owners`: whom it asks for which
  file.
- `editor_settings`: what VS Code reads.
- `reporter`: problems as text, as JSON and as a forge's notes.
"""
