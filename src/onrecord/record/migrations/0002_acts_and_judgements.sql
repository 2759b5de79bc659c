-- Whether a statement is speech or an attitude.

ALTER TABLE statements ADD COLUMN act TEXT
