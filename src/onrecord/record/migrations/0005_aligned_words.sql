-- The words that two matched statements share, as spans.

ALTER TABLE matches ADD COLUMN left_aligned TEXT NOT NULL DEFAULT '[]';
ALTER TABLE matches ADD COLUMN right_aligned TEXT NOT NULL DEFAULT '[]'
