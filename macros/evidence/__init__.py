"""Proof to take away: evidence packs and seals, and checking both without trusting who made them.

- In: a history and a day. Out: the bytes of a pack; or, from a pack, what was found in it.
- `format`: the names and forms that making and checking share. Neither knows the other.
- `collect`: a repository into what a pack holds. `contents`: that, in plain values.
- `tables`, `stories`, `statistics`, `cover`, `document`, `written`, `instructions`: the files of a pack.
- `pack`: all of them as one archive, with the list of their sums.
- `signing`: signatures, with OpenSSH or OpenPGP.
- `verify`: is a pack whole, is a history still what it was, do the seals hold?
"""
