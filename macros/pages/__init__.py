"""A view into HTML and SVG. Record text is escaped by the templates or sanitised; it is never run."""
