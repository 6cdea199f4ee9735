"""Exports of other tools, read by a file that says which column is which field."""
