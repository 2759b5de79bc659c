-- The statement that stands for one which a reprint prints at the same place of the same text. Of rows that came
-- before each was compared by itself. The digest of a table follows its columns.

ALTER TABLE statements ADD COLUMN told_as TEXT;
DELETE FROM digests WHERE name = 'statements'
