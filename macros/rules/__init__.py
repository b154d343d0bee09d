"""Rules of the field as pure functions, each with the law or custom that it comes from."""
