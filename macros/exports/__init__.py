"""A view or a day's registers into files that other programs read: feeds, JSON, CSV, spreadsheets, a printable document. Pure."""
