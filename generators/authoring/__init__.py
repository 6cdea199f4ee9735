"""How records come to be written: today an older base brought to the shape that this program reads."""
