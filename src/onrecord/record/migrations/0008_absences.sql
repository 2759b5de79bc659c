-- utterances.not_found_in holds [article's number in order of id, start, end, share in thousandths] now;
-- the words of the nearest sentence are read from the article. Emptied here: the next build writes it.

UPDATE utterances SET not_found_in = '[]';
DELETE FROM digests
