"""Git into revisions: who changed which field of which record, when and why, and what stood when.

- In: a repository. Out: a `History`, with a trail for each record and page. Nothing is kept beside
  Git.
- `git`: the one door to Git, a folder. Open it for something new that is asked of Git.
- `versions`: an old file into values, or into the text that it was.
- `diff`: two versions into changes, and changes into values again.
- `moves`: which record went on under which other name.
- `merges`: who set, on a side branch, what a merge brought.
- `landings`: when each commit came onto the main line, by dates of which some can't be so.
- `date_checks`: those dates, as problems for `kim check`.
- `main_line`: commits into revisions. Open it for something new that a revision tells.
- `revisions`: the history, with each trail under all the names that its record had.
- `replay`: a trail into what its record held at any time.
- `load`: a repository into a history, and what the working copy adds to it. `load_part`: the
  same of some records; `part`: what of a log tells of them. `again`: the same a second time.
- `signers`: what Git says of a commit's signature, and whose it is.
- `pull_requests`: which pull request a commit's message names.
- `compare`: what differs between two commits, and what that touches; `compare_schemas`: in schemas
  and settings. `commit_files`: the files of the two.
- `look_at`: what somebody who approves such a difference should look at. Open it for a new point;
  `still_says`: old numbers and days that a text still says; `large_changes`: numbers and days that
  moved far. `approvals`: who has to approve it.
- `old_schemas`: schemas of any day into what they say; `schema_changes`: two of them compared by
  what they mean; `settings_changes`: settings, lists and public files; `schema_words`: all that in
  words, with the records that it is about; `schema_groups`: what several schemas have alike.
- `schema_history`: what each commit did to schemas and settings.
- `told_once`: what a record changed only because its schema did.
- `snapshots`: the registers as they stood at the end of a day, and which days have a page.
- `old_registers`: such a state in the shape of today's registers, with `old_links`, where its
  references lead.
- `compare_days`: what became of the records between two such days; `fingerprints`: the same for the
  browser.
- `reviews_done`: which revisions were reviews, and which of those only moved the date.
- `made`: on which day each record was made.
- `latest_day`: by which day something has been.
- `given_again`: ids that were given to something else before. `branch_clashes`: those that another
  branch gives to something else.
- `word_diff`: two texts word by word. `describe`: changes and old values in words.
"""
