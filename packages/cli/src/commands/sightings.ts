import { wishConfinement } from '@streetdate/core/internal/node';
import type { Library, ScannedFile } from '@streetdate/engine';
import type { sightings } from '../definitions/sightings.ts';
import { EXIT } from '../exit.ts';
import { scanText } from '../output/scan-text.ts';
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
    /** The earliest time of each file so far, in milliseconds. */
    const earliest = new Map<string, number>();
    for (const feed of feeds) {
      for await (const read of readSightings(feed)) {
        io.signal.throwIfAborted();
        if ('error' in read) {
          console.fail(feed, read.error);
          continue;
        }
        const { line, row, file } = read;
        const seenMs = Date.parse(row.seenAt);
        const isEarliest = !(seenMs >= (earliest.get(file) ?? Number.POSITIVE_INFINITY));
        if (isEarliest) earliest.set(file, seenMs);
        for await (const outcome of scanOf(library, file, row, isEarliest, io.signal)) {
          if ('error' in outcome) {
            console.fail(file, outcome.error);
            continue;
          }
          const { unstored, isOutdated: _, files: __, ...scan } = outcome;
          if (scan.damage) console.damaged(file, scan.damage);
          if (unstored) console.warn(file, unstored.message);
          const { file: ___, ...place } = row;
          console.result({ type: 'sighting', feed, line, ...place, scan }, textOf(row, scan));
          if (scan.verdict.kind === 'pre-release-leak') leaks++;
        }
      }
    }
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};

/** Scans the file of a row. A later sighting of a file is judged, and not stored: the earliest one says most. */
function scanOf(library: Library, file: string, { seenAt, basis, country }: SightingRow, isEarliest: boolean, signal: AbortSignal) {
  const sighting = { seenAt, seenAtBasis: basis, territory: country };
  return isEarliest ? library.scan(file, { ...sighting, signal }) : library.judgeAgain(file, sighting);
}

function textOf({ link, host, country, seenAt }: SightingRow, scan: Omit<ScannedFile, 'unstored' | 'isOutdated' | 'files'>): string {
  const place = [link ?? host, country && `(${country})`].filter(Boolean).join(' ');
  return `${place}, ${seenAt}\n${scanText(scan)}`;
}
