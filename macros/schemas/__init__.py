"""Schemas in; values checked against them; messages that teach. The only room that knows JSON Schema."""
