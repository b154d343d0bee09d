"""What in a text tells of a person: numbers, addresses, names, and what is said beside them.

It finds forms and words, and no more: a text in which it finds nothing can still tell of somebody.

- In: a text, and what the landlord says is its own. Out: `Datum`s, each with its place.
- `data`: the kinds of personal data, what each is called, and how one is masked. Open it for a new
  kind.
- `reading`: a text as it is compared, without what only looks, each letter with its place.
- `numbers`: National Insurance, NHS, cards, banks. `births`: days of birth.
- `telephones`, `mailboxes`: how to reach somebody.
- `addresses`: homes. `vehicles`: number plates. `references`: tenancies and payments.
- `names`: names of people. Its parts are `titled_names`, after a title; `listed_names`, in lists
  and in haste; `told_names`, by what stands beside; and `name_words`, the words that tell.
- `circumstances`: health and crime beside a person; `circumstance_words` looks for the words.
- `detect`: all of it.
- `word_lists`: the lists in the folder `words`. Open those for a word that is missing, or that
  is no name. `python -m tests.given_names` makes the two of given names.
"""
