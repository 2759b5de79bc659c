-- Those who speak together: which statement's source names somebody with others, and of a speaker who it is together.
-- Records that came before know neither, until they are built again. The digest of a table follows its columns.

ALTER TABLE mentions ADD COLUMN together TEXT;
ALTER TABLE speakers ADD COLUMN members TEXT NOT NULL DEFAULT '[]';
CREATE INDEX speakers_together ON speakers (id) WHERE members != '[]';
DELETE FROM digests WHERE name IN ('mentions', 'speakers')
