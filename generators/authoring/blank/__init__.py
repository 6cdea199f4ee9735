"""Blank workbooks: what people fill in and hand over, made of a kind and of what the base holds."""
