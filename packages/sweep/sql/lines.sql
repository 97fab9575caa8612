-- Finds the alignments that windows of queries may share with references: an equi-join on band keys, then a group-by on (reference, offset).
--
-- reference_bands (code, reference, tick, mark)                    bands.parquet of an exported library
-- query_bands     (query, part, look, medium, code, tick, mark)    query_bands.parquet of prepared queries
-- grids           (grid, medium, width, shift, fewest)             grids.parquet of prepared queries
--
-- A code is one band of one hash; a tick is half a second; a look is a variant of a query. If a window shows a reference, its hits share an
-- offset. A grid divides the offsets into bins of `width` ticks, named by their least offset, `lag`. There are two grids of each width, half a
-- bin apart, so that no alignment runs along a border. Rows with equal marks count as one sign: a picture that stands still, or hits with many
-- bands, is one observation. For pictures (medium 0) the reference's marks count, because a copy's noise makes every frame a new one. For
-- stills and sound the query's marks count. A bin with `fewest` signs is a proposed alignment.
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
