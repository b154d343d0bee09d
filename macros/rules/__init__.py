"""The rules of dates and of text that a law, a standard or a strategy gives, as pure functions.

- In: plain values and days. Out: days, sentences, faults. It knows of the other rooms the nouns
  alone.
- `calendar`: quarters, timescales, days and how they are said. Open it for a new way to write a
  time.
- `written_dates`: days, months and quarters as people write them, into the form of records.
- `working_days`: weekends and bank holidays, of the nations that a law counts. Alone in knowing
  `holidays`. Open it for a day that the library lacks.
- `clock_table`: every time limit of the law that runs from a day, with its source. Open it for a
  new one. `clocks`: the last day of one, from what happened; `clock_words`: what is left of it;
  `running_clocks`: those that a record's fields start.
- `answer_times`: in what time requests were answered; `request_numbers`: that and more by quarter.
- `retention`: how long a record is kept, what ends the time, and the shape of a rule. Open it for a
  new kind of rule; `retention_sentences`: the same in whole sentences.
  `retention_words`: a time as schedules say it, into the parts of a rule.
- `disposal`: until when a record is kept: a rule, its event and a day into the day, or why none.
  `kept_records`: the same of a register's records, by the classes that they name.
- `reviews`: when something is looked at again.
- `dates`: which of these days follow from one record's fields.
- `periods`: which quarters a work area owes an entry for, and entries that share days.
- `spans`: which days of a longer time some spans leave out.
- `time_limits`: which numbers in a text may be a time limit of the law.
- `reading`: the reading grade of a text, and its hardest sentence.
- `easy_read`: how short and how plain a leaflet must be.
- `personal`: what in a text tells of a person, a folder. Open it for a kind that isn't noticed.
"""
