"""Sheets as people fill them, read into drafts."""
