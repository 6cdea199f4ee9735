"""Figures with the records behind them, for pages, reports and the terminal alike."""
