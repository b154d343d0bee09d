"""What the page that verifies packs in a browser knows, for its scripts in theme/assets/verify.

- Out: one table in JSON, and the form around it.
- `sentence`: what is said of a thing. Where `kim verify` says it too, it is the same here, letter
  for letter: a test drives both over the same packs. These are in groups, by what they are about:
  `zip_sentences`, `record_sentences`, `history_sentences`, and `given_sentences` for what a reader
  was given and for all that such a page leaves to others.
- `table`: all of them, with the names, forms and limits that `format` and `verify` have.
- `form`: the part of the page that takes a pack.
"""
