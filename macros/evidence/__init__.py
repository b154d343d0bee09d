"""Proof to take away: evidence packs and seals, and checking both without trusting who made them.

- In: a history and a day. Out: the bytes of a pack; or, from a pack, what is wrong with it.
- `format`: the names and forms that making and checking share. Neither knows the other.
- `file_names`: which files a pack may hold.
- `make`: a repository into a pack, by way of all that follow. `tool`: with what it is made.
- `malformed`: what is said of commits that old programs made badly.
- `collect`: a repository into what a pack holds. `contents`: that, in plain values. `gaps`: what
  a pack about one record lacks.
- `tables`, `stories`, `statistics`, `cover`, `instructions`: a file or two of a pack each.
- `document`: what is printed, with `words` for values and `authored_pages`, with `page_macros`.
- `pack`: all of them as one archive, with the list of their sums.
- `signing`: with the key of Git. `signatures`: what one is worth, with `ssh_signatures` for SSH.
  `trust`: whom this machine's Git trusts. `programs`: ssh-keygen and gpg.
- `signed_tags`: tags as Git keeps them, with `tag_names` for new ones.
- `seal_text`: what a seal says. `seal`: makes one. `seal_tags`: reads them.
- `redaction_text`: what the statement of a redaction says, and `redaction_words`: in a sentence.
  `redact`: makes one, with `lockstep` for what each commit became. `redaction_tags`: reads them.
  `rewritten_commits`, `rewritten_files`: what differs between a commit and the one in its place.
- `stamp`: a time stamp, read and checked, with `stamp_clocks` for the days beside it. `stamping`:
  one for a new seal, from an `authority`, which alone asks another machine for anything.
- `verify`: is a pack whole, is a history still what it was, do the seals hold?
- `browser`: what the page that checks a pack in a browser says and knows.
- `remake`: makes a pack's files again from its own history, for `verify` to compare.
- `report`: the board's report for a quarter, a folder. Open it for what a board reads.
"""
