-- What each build did to stories: which articles came to which, and which stories became one or several.

CREATE TABLE events (
    build INTEGER NOT NULL, story TEXT NOT NULL, was TEXT NOT NULL, articles TEXT NOT NULL,
    PRIMARY KEY (build, story)
) WITHOUT ROWID
