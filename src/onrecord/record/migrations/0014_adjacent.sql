-- Whether the words by which one goes on stand right beside the shared ones. Known of rows made from now on:
-- of those that came before it was not told.
ALTER TABLE differences ADD COLUMN adjacent INTEGER NOT NULL DEFAULT 1
