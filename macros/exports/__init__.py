"""A view into files that other programs read."""
