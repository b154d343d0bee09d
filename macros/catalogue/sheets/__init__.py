"""Registers as rows of a spreadsheet, and rows of any spreadsheet as records.

All of it is pure: bytes and values in, values and problems out. Which columns a register has, and
what a cell of each can hold, follows from its schema alone.

- `columns`: the columns of a register. `choices`: its choices as people read them.
- `shown`: a value as a cell. `outline`: lists and groups as the text of one cell, and back.
  `version`: the mark by which a row knows the record that it was made from.
- `files`: bytes into sheets, with `hidden_rows` for what isn't seen. Alone in knowing calamine.
  `sheet`: what a sheet is. `apart`: a workbook read in a process that may fail.
- `headings`: which column each heading means. `import_map`: what somebody has said of that.
  `ticks`: headings that are values of a list.
- `table`: where on a sheet the table is, and what stands round it.
- `read_cells`: a cell into a value. `named`: the record that a text means.
- `matching`: the record that a row is of. `new_ids`: ids for those that are new.
- `cut_row`: a row in its parts. `rows`: what each proposes, as `proposed` has it, with `placed` for
  values inside groups. `reading`: all of this.
- `proposal`: proposals into files, and what the check says of those into cells.
- `problem`: what is wrong with a cell. `errors_file`: the same file with all that beside its rows.
"""
