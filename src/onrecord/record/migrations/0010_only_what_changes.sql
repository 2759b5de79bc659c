-- A build writes only what changes: what a story's rows were made from; digests that follow each row.
-- utterances.not_found_in gives the article's number among those of its story now, not of the record.

CREATE TABLE shards (
    stage TEXT NOT NULL, key TEXT NOT NULL, made_from TEXT NOT NULL, PRIMARY KEY (stage, key)
);
CREATE INDEX utterances_by_speaker ON utterances (speaker);
CREATE INDEX mentions_by_article ON mentions (article);
UPDATE utterances SET not_found_in = '[]';
DELETE FROM digests
