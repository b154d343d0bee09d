"""Files to hand over: what a day's registers become as JSON, CSV, spreadsheets and a printable document. Pure."""
