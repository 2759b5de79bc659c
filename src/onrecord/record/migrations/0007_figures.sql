-- Numbers that several articles give beside the same words.

CREATE TABLE figures (
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories (id), standing TEXT NOT NULL,
    outlets TEXT NOT NULL, given TEXT NOT NULL, reasons TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE INDEX figures_by_story ON figures (story);
DELETE FROM digests
