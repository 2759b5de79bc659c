-- What the pages of a story look up.

CREATE INDEX statements_by_story ON statements (story);
CREATE INDEX articles_by_story ON articles (story);
CREATE INDEX differences_by_left ON differences ("left");
CREATE INDEX differences_by_right ON differences ("right");
CREATE INDEX mentions_by_speaker ON mentions (speaker)
