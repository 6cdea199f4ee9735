"""From bytes to records, who names whom, and what may be relied on."""
