"""From a page to its article: text, regions, metadata."""
