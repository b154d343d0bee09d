"""The mark by which a row of a table knows the record that it was made from."""

from __future__ import annotations

import hashlib
import json

from macros.model import Values

LENGTH = 12


def version_of(values: Values) -> str:
    """A record's state in thirteen letters and figures, which no spreadsheet takes for a number."""
    content = json.dumps(values, sort_keys=True, ensure_ascii=True, default=dict).encode()
    return "v" + hashlib.sha256(content).hexdigest()[:LENGTH]
