"""From statements to utterances: what was said once, as each outlet gives it."""
