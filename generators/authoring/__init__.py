"""How records come to be written: an older base brought to the shape that this program reads, a contract set up from answers."""
