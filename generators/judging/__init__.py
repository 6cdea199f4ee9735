"""Obligations judged against the facts by rules."""
