-- The record. Lists are JSON; a span is {"start", "end", "page_start", "page_end", "text"}.
-- Page bytes and article texts have tables of their own: wide rows make joins slow.

CREATE TABLE pages (
    id TEXT PRIMARY KEY, input TEXT NOT NULL, sha256 TEXT NOT NULL, encoding TEXT NOT NULL,
    media_type TEXT NOT NULL, outlet TEXT, url TEXT, published TEXT, role TEXT, origin TEXT NOT NULL
);
CREATE TABLE page_bytes (page TEXT PRIMARY KEY REFERENCES pages (id), data BLOB NOT NULL);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, page TEXT NOT NULL REFERENCES pages (id), input TEXT NOT NULL,
    label TEXT NOT NULL, outlet TEXT, title TEXT, byline TEXT, url TEXT, published TEXT, published_printed TEXT,
    language TEXT, role TEXT NOT NULL, n_chars INTEGER NOT NULL, text_sha256 TEXT NOT NULL,
    page_sha256 TEXT NOT NULL, media_type TEXT NOT NULL, regions TEXT NOT NULL, reprint_group TEXT,
    story TEXT, origin TEXT NOT NULL
);
CREATE TABLE article_texts (
    article TEXT PRIMARY KEY REFERENCES articles (id), text TEXT NOT NULL, offsets TEXT NOT NULL
);
CREATE TABLE stories (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, first TEXT, last TEXT, articles TEXT NOT NULL,
    outlets TEXT NOT NULL, n_independent INTEGER NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE reprints (
    id TEXT PRIMARY KEY, articles TEXT NOT NULL, outlets TEXT NOT NULL, earliest TEXT,
    evidence TEXT NOT NULL, coverage REAL NOT NULL, probable_origin TEXT, reasons TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE TABLE speakers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, forms TEXT NOT NULL,
    roles TEXT NOT NULL, mentions TEXT NOT NULL, external_ids TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE mentions (
    id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id), span TEXT NOT NULL,
    form TEXT NOT NULL, given TEXT NOT NULL, surname TEXT NOT NULL, role TEXT NOT NULL,
    country TEXT NOT NULL, kind TEXT NOT NULL, statement TEXT, speaker TEXT, origin TEXT NOT NULL
);
CREATE TABLE utterances (
    id TEXT PRIMARY KEY, story TEXT NOT NULL REFERENCES stories (id),
    speaker TEXT REFERENCES speakers (id), speaker_name TEXT, said_on TEXT,
    statements TEXT NOT NULL, outlets TEXT NOT NULL, not_found_in TEXT NOT NULL,
    not_available TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE statements (
    id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id), outlet TEXT, story TEXT,
    kind TEXT NOT NULL, is_question INTEGER NOT NULL, source TEXT NOT NULL, cue TEXT NOT NULL,
    content TEXT NOT NULL, speaker TEXT REFERENCES speakers (id), speaker_name TEXT,
    speaker_printed TEXT, addressee TEXT, date_printed TEXT, said_on TEXT, repeat_of TEXT,
    utterance TEXT REFERENCES utterances (id), confidence REAL NOT NULL, reason TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE TABLE differences (
    id TEXT PRIMARY KEY, utterance TEXT NOT NULL REFERENCES utterances (id),
    "left" TEXT NOT NULL REFERENCES statements (id), "right" TEXT NOT NULL REFERENCES statements (id),
    left_article TEXT NOT NULL, right_article TEXT NOT NULL,
    relation TEXT NOT NULL, left_span TEXT NOT NULL, right_span TEXT NOT NULL, text TEXT NOT NULL,
    other_text TEXT NOT NULL, substantive INTEGER NOT NULL, guards TEXT NOT NULL,
    folded TEXT NOT NULL, just_before TEXT NOT NULL, just_after TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE matches (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, "left" TEXT NOT NULL, "right" TEXT NOT NULL,
    linked INTEGER NOT NULL, score REAL NOT NULL, threshold REAL NOT NULL, margin REAL,
    runner_up TEXT, reasons TEXT NOT NULL, origin TEXT NOT NULL
);
CREATE TABLE judgements (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, "left" TEXT NOT NULL, "right" TEXT NOT NULL,
    judgement TEXT NOT NULL, who TEXT NOT NULL, decided_at TEXT NOT NULL, undone_at TEXT
);
CREATE TABLE rejections (
    input TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (input, stage, reason)
);
CREATE TABLE origins (
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, version TEXT NOT NULL, settings TEXT NOT NULL
);
CREATE TABLE digests (name TEXT PRIMARY KEY, digest TEXT NOT NULL);

CREATE INDEX statements_by_article ON statements (article);
CREATE INDEX statements_by_utterance ON statements (utterance);
CREATE INDEX statements_by_speaker ON statements (speaker);
CREATE INDEX utterances_by_story ON utterances (story);
CREATE INDEX differences_by_utterance ON differences (utterance);
CREATE INDEX matches_by_left ON matches ("left");
CREATE INDEX matches_by_right ON matches ("right");
CREATE VIRTUAL TABLE statements_fts USING fts5 (id UNINDEXED, content, speaker, outlet);
