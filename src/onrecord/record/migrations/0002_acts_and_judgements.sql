-- Whether a statement is speech or an attitude; what a person decided, and what came of it; which
-- origins are those of the last build.

ALTER TABLE statements ADD COLUMN act TEXT;
ALTER TABLE matches ADD COLUMN decided_by TEXT;
ALTER TABLE judgements ADD COLUMN left_place TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN right_place TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE origins ADD COLUMN current INTEGER NOT NULL DEFAULT 0
