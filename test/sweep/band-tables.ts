import { BandRows } from '../../packages/sweep/src/bands/band-rows.ts';
import { momentsOf } from '../../packages/sweep/src/bands/moments.ts';
import { listPictureBands } from '../../packages/sweep/src/bands/picture-bands.ts';
import { variantsOf } from '../../packages/sweep/src/bands/query-variants.ts';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const KEY_BITS = 16;
const GRIDS = [
  [0, 0, 2, 2 ** 20, 3],
  [1, 0, 2, 2 ** 20 + 1, 3],
  [2, 0, 16, 2 ** 20, 4],
];

/** The tables of two references and a query of one of them, as rows. */
export function bandTables(): Readonly<Record<string, number[][]>> {
  const film = syntheticFilm(1, 30);
  const prints = [film, syntheticFilm(2, 30)].map((each) => sampleFilm(each, { seconds: 30, framesPerSecond: 8 }));
  const rowsOf = (number: number, variants: ReturnType<typeof variantsOf>) =>
    [...variants].flatMap(({ medium, list }, at) => {
      const { count, codes, ticks, marks } = list();
      return Array.from({ length: count }, (_, row) => [
        number,
        Math.floor(ticks[row]! / 20),
        at,
        medium,
        codes[row]!,
        ticks[row]!,
        marks[row]!,
      ]);
    });
  const references = prints.flatMap((print, number) => {
    const rows = new BandRows();
    listPictureBands(print.tracks[0]!, KEY_BITS, rows, momentsOf(print.tracks[0]!));
    return Array.from({ length: rows.count }, (_, row) => [rows.codes[row]!, number, rows.ticks[row]!, rows.marks[row]!]);
  });
  const query = sampleFilm(
    noisy((time) => film(time + 7), 30, 5),
    { seconds: 20, framesPerSecond: 4, role: 'query' },
  );
  return { reference_bands: references, query_bands: rowsOf(0, variantsOf(query, 'pdq/1', 'active', KEY_BITS)), grids: GRIDS };
}

const QUERY_BANDS = 'query INTEGER, part INTEGER, look INTEGER, medium INTEGER, code INTEGER, tick INTEGER, mark INTEGER';
/** The statements that make these tables. */
export const SCHEMA = [
  'CREATE TABLE reference_bands (code INTEGER, reference INTEGER, tick INTEGER, mark INTEGER)',
  `CREATE TABLE query_bands (${QUERY_BANDS})`,
  'CREATE TABLE grids (grid INTEGER, medium INTEGER, width INTEGER, shift INTEGER, fewest INTEGER)',
];
