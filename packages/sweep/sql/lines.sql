-- The lines that windows of queries may share with references: an equi-join on band keys, then a group-by on (reference, offset).
--
-- reference_bands (code, reference, tick, mark)                    bands.parquet of an exported library
-- query_bands     (query, part, look, medium, code, tick, mark)    query_bands.parquet of prepared queries
-- grids           (grid, medium, width, shift, fewest)             grids.parquet of prepared queries
--
-- A code is one band of one hash; a tick is half a second. Where a window shows a reference, its hits have one offset. A grid cuts the offsets
-- into bins of `width` ticks, named by their least, `lag`; two grids of each width, half a bin apart, let no line run along a border. Equal marks
-- are one sign, however often they hit: a picture that stands still, or hits with many bands, is one observation. It is the reference's pictures
-- (medium 0) that are told apart, since a copy's noise makes new ones of the same; of a still or of sound each key of the query is a sign. A bin
-- with `fewest` signs is a line worth a look.
WITH hits AS (
  SELECT DISTINCT
    q.query,
    q.part,
    q.look,
    r.reference,
    g.grid,
    g.fewest,
    r.tick - q.tick - mod(r.tick - q.tick + g.shift, g.width) AS lag,
    CASE WHEN q.medium = 0 THEN r.mark ELSE q.mark END AS sign
  FROM query_bands q
  JOIN reference_bands r ON r.code = q.code
  JOIN grids g ON g.medium = q.medium
)
SELECT query, part, look, reference, grid, lag, count(*) AS signs
FROM hits
GROUP BY query, part, look, reference, grid, fewest, lag
HAVING count(*) >= fewest
