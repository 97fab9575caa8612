-- The lines that windows of queries may share with references: an equi-join on band keys, then a group-by on (reference, offset).
--
-- reference_bands (code, reference, tick)                          bands.parquet of an exported library
-- query_bands     (query, part, look, medium, code, tick, mark)    query_bands.parquet of prepared queries
-- grids           (grid, medium, width, shift, fewest)             grids.parquet of prepared queries
--
-- A code is one band of one hash; a tick is half a second. Where a window shows a reference, its hits have one offset. A grid cuts the offsets
-- into bins of `width` ticks; two grids of each width, half a bin apart, let no line run along a border. Equal marks of a window are one
-- sign, however often they hit: a picture that stands still is one observation. A bin with `fewest` signs is a line worth a look.
WITH hits AS (
  SELECT DISTINCT
    q.query,
    q.part,
    q.look,
    r.reference,
    g.grid,
    g.fewest,
    r.tick - q.tick + g.shift - mod(r.tick - q.tick + g.shift, g.width) AS bin,
    q.mark
  FROM query_bands q
  JOIN reference_bands r ON r.code = q.code
  JOIN grids g ON g.medium = q.medium
)
SELECT query, part, look, reference, grid, bin, count(*) AS signs
FROM hits
GROUP BY query, part, look, reference, grid, fewest, bin
HAVING count(*) >= fewest
