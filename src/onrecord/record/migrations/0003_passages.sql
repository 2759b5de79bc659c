-- Full text of every passage (a region of an article), for search.

CREATE VIRTUAL TABLE passages_fts USING fts5 (article UNINDEXED, start UNINDEXED, role UNINDEXED, text)
