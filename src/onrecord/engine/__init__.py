"""How stages run. Engines know no stage."""
