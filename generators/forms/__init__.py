"""Forms in which people without Git enter records, in the browser."""
