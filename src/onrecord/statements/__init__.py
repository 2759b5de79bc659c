"""From an article to its statements."""
