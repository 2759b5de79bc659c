-- Whether the words by which one goes on stand right beside the shared ones. Known of rows made from now on:
-- of those that came before it was not told. The digest of a table follows its columns.

ALTER TABLE differences ADD COLUMN adjacent INTEGER NOT NULL DEFAULT 1;
DELETE FROM digests WHERE name = 'differences'
