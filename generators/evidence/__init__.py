"""What is handed over as proof, and can be checked without this program."""
