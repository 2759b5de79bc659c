"""From articles to reprints and stories."""
