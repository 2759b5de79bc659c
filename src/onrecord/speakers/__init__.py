"""From mentions to speakers, in an article and across outlets."""
