-- Digests cover the search tables too: the next build writes all of them.

DELETE FROM digests
