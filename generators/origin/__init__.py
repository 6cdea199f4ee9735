"""The edges towards the disk and Git."""
