import { wishConfinement } from '@streetdate/core/internal/node';
import type { ScannedFile } from '@streetdate/engine';
import type { sightings } from '../definitions/sightings.ts';
import { EXIT } from '../exit.ts';
import { scanText } from '../output/scan-text.ts';
import { placeInWords } from '../output/seen-words.ts';
import type { SightingRow } from '../output/sighting-record.ts';
import { readSightings } from '../watch/sighting-rows.ts';
import type { Run } from './command.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate sightings` */
export const runSightings: Run<typeof sightings> = async (feeds, _values, context) => {
  const { console, io } = context;
  wishConfinement('best');
  return withLibrary(context, {}, async (library) => {
    let leaks = 0;
    for (const feed of feeds) {
      for await (const read of readSightings(feed)) {
        io.signal.throwIfAborted();
        if ('error' in read) {
          console.fail(feed, read.error);
          continue;
        }
        const { line, row, file } = read;
        const { seenAt, basis: seenAtBasis, country: territory, link, host } = row;
        for await (const outcome of library.scan(file, { seenAt, seenAtBasis, territory, link, host, signal: io.signal })) {
          if ('error' in outcome) {
            console.fail(file, outcome.error);
            continue;
          }
          // The row is the one place that matters here; `show` lists all.
          const { unstored, isOutdated: _, files: __, seen: ___, ...scan } = outcome;
          if (scan.damage) console.damaged(file, scan.damage);
          if (unstored) console.warn(file, unstored.message);
          const { file: ____, ...place } = row;
          console.result({ type: 'sighting', feed, line, ...place, scan }, textOf(row, scan));
          if (scan.verdict.kind === 'pre-release-leak') leaks++;
        }
      }
    }
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};

function textOf(
  { link, host, country, seenAt, basis }: SightingRow,
  scan: Omit<ScannedFile, 'unstored' | 'isOutdated' | 'files' | 'seen'>,
): string {
  const place = { link, host, territory: country, seenAt, seenAtBasis: basis };
  return `${placeInWords(place)}\n${scanText(scan)}`;
}
