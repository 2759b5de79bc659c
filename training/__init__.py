"""How the tagger is made: one command from the corpus to the shipped file."""
