"""Quality, measured and held: readers of corpora, scorers, pinned floors."""
