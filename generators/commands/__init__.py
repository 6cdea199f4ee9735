"""The commands that are more than one call, a module each: arguments in, an exit code out."""
