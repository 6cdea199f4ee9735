"""How records come to be written: an older base brought along, a contract set up from a few answers."""
