"""Registers as rows of a spreadsheet, and rows of any spreadsheet as records.

All of it is pure: bytes and values in, values and problems out. Which columns a register has, and
what a cell of each can hold, follows from its schema alone.

- `columns`: the columns of a register. `choices`: its choices as people read them.
- `outline`: lists and groups as the text of one cell, and back. `shown`: a value as a cell.
- `version`: the mark by which a row knows the record that it was made from.
"""
