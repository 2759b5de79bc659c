-- What a stage worked out of one article by itself, for the next build; of no export.

CREATE TABLE memos (
    stage TEXT NOT NULL, key TEXT NOT NULL, origin TEXT NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (stage, key)
)
