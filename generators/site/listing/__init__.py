"""The one list component: rows as data, filters that stand in the address, and files for a script."""
