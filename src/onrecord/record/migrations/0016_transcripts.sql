-- Transcripts of other stories that a story's articles quote. What records that came before have is as if none did,
-- until they are built again. The digest of a table follows its columns.

ALTER TABLE stories ADD COLUMN transcripts TEXT NOT NULL DEFAULT '[]';
DELETE FROM digests WHERE name = 'stories'
