"""What a record may be: schemas read, linted and compiled into kinds."""
