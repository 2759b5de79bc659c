-- When a page says it was last changed, and when it was fetched: what tells two versions of one page apart. Records that came
-- before have neither, until they are built again. The digest of a table follows its columns.

ALTER TABLE pages ADD COLUMN updated TEXT;
ALTER TABLE pages ADD COLUMN fetched TEXT;
ALTER TABLE articles ADD COLUMN updated TEXT;
ALTER TABLE articles ADD COLUMN fetched TEXT;
DELETE FROM digests WHERE name IN ('pages', 'articles')
