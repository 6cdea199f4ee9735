"""Reads facts, checks them, links them, judges them and shows them."""
