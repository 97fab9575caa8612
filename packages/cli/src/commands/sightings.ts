import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { wishConfinement } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import { isScanned, type Library, type ScannedFile } from '@streetdate/engine';
import type { sightings } from '../definitions/sightings.ts';
import { EXIT } from '../exit.ts';
import { scanText } from '../output/scan-text.ts';
import { placeInWords } from '../output/seen-words.ts';
import type { SightingRow } from '../output/sighting-record.ts';
import { type ReadRow, readSightings } from '../watch/sighting-rows.ts';
import type { Context, Run } from './command.ts';
import { withKeptLibrary } from './with-library.ts';

/** Rows are scanned one after the other, so that one thread is busy. */
const THREADS = 1;

/** `streetdate sightings` */
export const runSightings: Run<typeof sightings> = async (feeds, { new: onlyNew = false }, context) => {
  const { console, io } = context;
  wishConfinement('best');
  const since = onlyNew ? io.now().toISOString() : undefined;
  return withKeptLibrary(context, THREADS, async (use) => {
    let leaks = 0;
    for (const feed of feeds) {
      for await (const read of readSightings(feed, io)) {
        io.signal.throwIfAborted();
        if ('error' in read) console.fail(feed, read.error);
        else leaks += await use((library) => scanRow(library, feed, read, since, context));
      }
    }
    return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
  });
};

/**
 * Scans the file of a row, and prints the outcome.
 * @param since - Rows that were stored before are not printed. @defaultValue all are
 * @returns How many leaks it printed.
 */
async function scanRow(
  library: Library,
  feed: string,
  { line, row, file }: Exclude<ReadRow, { readonly error: unknown }>,
  since: string | undefined,
  { console, io }: Context,
): Promise<number> {
  const { file: _, basis: seenAtBasis, country: territory, seenAt, link, host, account } = row;
  const { signal } = io;
  let leaks = 0;
  for await (const outcome of library.scan(file, { seenAt, seenAtBasis, territory, link, host, account, signal })) {
    if ('error' in outcome) {
      // A file that was removed after an earlier run has scanned it is done.
      const isGone = since !== undefined && outcome.error.code === 'file-not-found';
      if (!(isGone && (await wasStored(library, await idsOf(library, file), row, since)))) console.fail(file, outcome.error);
      continue;
    }
    if (!isScanned(outcome)) {
      console.fail(outcome.path, new StreetdateError('not-media', `${outcome.path}: ${outcome.verdict.summary}`, { path: outcome.path }));
      continue;
    }
    // The row is the one place that matters here; `show` lists all.
    const { unstored, isOutdated: __, files: ___, seen: ____, ...scan } = outcome;
    if (since !== undefined && unstored === undefined && (await wasStored(library, [scan.scanId], row, since))) continue;
    if (scan.damage) console.damaged(file, scan.damage);
    if (unstored) console.warn(file, unstored.message);
    const { file: _____, ...place } = row;
    console.result({ type: 'sighting', feed, line, ...place, scan }, textOf(row, scan));
    if (scan.verdict.kind === 'pre-release-leak') leaks++;
  }
  return leaks;
}

/** Ids of the scans of a file that may be gone. Its folder may be a link. */
async function idsOf({ catalogue }: Library, file: string): Promise<string[]> {
  const folder = await realpath(dirname(file)).catch(() => dirname(file));
  return (await catalogue.scansOfFile(join(folder, basename(file)))).map(({ id }) => id);
}

/** Whether an earlier run has stored a row, with one of some scans. */
async function wasStored({ catalogue }: Library, scanIds: readonly string[], row: SightingRow, since: string): Promise<boolean> {
  const stored = [...(await catalogue.sightings(scanIds)).values()].flat();
  return stored.some(
    ({ link, host, account, territory, seenAt, seenAtBasis, recordedAt }) =>
      recordedAt < since &&
      link === row.link &&
      host === row.host &&
      account === row.account &&
      territory === row.country &&
      seenAt === row.seenAt &&
      seenAtBasis === row.basis,
  );
}

function textOf(
  { link, host, account, country, seenAt, basis }: SightingRow,
  scan: Omit<ScannedFile, 'unstored' | 'isOutdated' | 'files' | 'seen'>,
): string {
  const place = { link, host, account, territory: country, seenAt, seenAtBasis: basis };
  return `${placeInWords(place)}\n${scanText(scan)}`;
}
