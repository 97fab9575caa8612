-- The references that each query has to be compared with, frame by frame: those on its lines.
--
-- lines (query, part, look, reference, grid, bin, signs)    what lines.sql gives
SELECT query, reference, max(signs) AS signs
FROM lines
GROUP BY query, reference
