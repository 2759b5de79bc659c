-- Whom a reprinted text is credited to, and the agency that has no article here.

ALTER TABLE reprints ADD COLUMN wire TEXT;
ALTER TABLE reprints ADD COLUMN credits TEXT NOT NULL DEFAULT '[]';
DELETE FROM digests
