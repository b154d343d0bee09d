"""Is a pack whole, is a history still what it was, do the seals hold? Knows nothing of making one.

- In: a ZIP, or a repository. Out: findings, in sentences (`findings`).
- `pack`: a pack from beginning to end: `archive` looks at the ZIP and `zip_layout` at each byte of
  it, `files` at the list of sums, `signature` at who vouches for that, `bundle` at the history,
  `registers` at what is shown of it, with `tables` for what spreadsheets open.
- `names`: the branch and the tags in its bundle, and what no pack has.
- `made_again`: its readable files against what its history gives.
- `against`: its history against another; `histories` holds both, `tags` compares their tags.
  `rewritten`: what became of each commit, by `pairs` of one that is gone and its heir, and their
  `differences`.
- `redactions`: what was stated to be removed, and by whom. `redacted`: whether only that was
  changed since a pack was made.
- `tag_signatures`: what a seal's and a redaction's signature is worth.
- `seals`: the seals of a repository. `stamps`: by what clock each was made. `copies`: what a copy
  that was kept elsewhere says.
"""
