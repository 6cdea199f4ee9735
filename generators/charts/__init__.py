"""Charts: plain numbers, labels and links in, SVG with a table of the same figures out."""
