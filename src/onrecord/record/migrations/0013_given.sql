-- What the user, or the row that it came in, gave of a page beside outlet, address and day: to extract its
-- article anew. Of pages that came before, what their articles have is taken for given.

CREATE TABLE given (page TEXT PRIMARY KEY REFERENCES pages (id), title TEXT, byline TEXT);
INSERT INTO given SELECT page, title, byline FROM articles WHERE title IS NOT NULL OR byline IS NOT NULL
