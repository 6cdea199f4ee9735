"""Rows and models of the pages: knowledge in, plain values for the templates out."""
