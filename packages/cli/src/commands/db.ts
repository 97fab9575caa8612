import type { MaintainedBlobStore } from '@streetdate/engine';
import { checkLibrary, copyLibrary, type LibraryCheck, migrateLibrary, type TableDigest } from '@streetdate/engine/internal';
import type { SegmentCheck } from '@streetdate/service/internal';
import type { dbCheck, dbCopy, dbMigrate } from '../definitions/db.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import type { DbCheckRecord, DbCopyRecord, DbMigrateRecord } from '../output/db-record.ts';
import { escapeText } from '../output/escape.ts';
import type { Context, Run } from './command.ts';
import { failBadBlobs } from './fail-bad-blobs.ts';
import { requireLibrary } from './nearest-library.ts';
import { printOutcome } from './print-outcome.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate db migrate` */
export const runDbMigrate: Run<typeof dbMigrate> = async (_operands, { database }, context) => {
  const { home, console } = context;
  if (database === undefined) await requireLibrary(context);
  const place = await open({ home, database, blobs: home }, database === undefined ? 'known' : 'new');
  const { from, to } = await migrateLibrary(place.database);
  const record: DbMigrateRecord = { type: 'db-migrate', place: place.database.place, from, to };
  const did =
    from === to ? `its tables have version ${to} already` : from === 0 ? `made tables of version ${to}` : `tables ${from} → ${to}`;
  console.result(record, escapeText(`${place.database.place}: ${did}`));
  return EXIT.nothingFound;
};

/** `streetdate db check` */
export const runDbCheck: Run<typeof dbCheck> = async (_operands, { database, blobs, repair }, context) => {
  const { home, io, console } = context;
  if (database === undefined) await requireLibrary(context);
  const place = await open({ home, database, blobs }, repair ? 'known' : 'read');
  try {
    const options = { repair, now: io.now, signal: io.signal };
    const check = await checkLibrary(place.database, place.blobs, options);
    const segments = await checkIndex({ home, database }, place.blobs, options);
    const badBlobs = [...check.badBlobs, ...(segments?.badSegments ?? [])];
    const record: DbCheckRecord = {
      ...{ type: 'db-check', place: place.database.place, blobs: place.blobs.place },
      ...{ ...check, tables: [...check.tables], badRows: [...check.badRows], badBlobs },
      ...(segments && { index: recordOf(segments) }),
    };
    const text = [textOf(check, repair), ...(await indexLines(segments, place.blobs, repair))].join('\n');
    console.result(record, `${escapeText(place.database.place)}: tables of version ${check.version}\n${text}`);
    for (const { row, fault, mended, searchAgain } of check.badRows) {
      const what = `the ${row} cannot be read: ${fault}`;
      if (mended !== undefined) console.note(`${what}; mended: ${mended}`);
      else if (!(repair && searchAgain !== undefined && database === undefined && blobs === undefined)) console.warn(home, what);
    }
    failBadBlobs(context, place.blobs.place, badBlobs);
    if (repair && database === undefined && blobs === undefined) await searchLost(check, context);
    return EXIT.nothingFound;
  } finally {
    place.close();
  }
};

/** Searches the fingerprints of scans again whose matches cannot be read. */
async function searchLost({ badRows }: LibraryCheck, context: Context): Promise<void> {
  const lost = badRows.flatMap(({ searchAgain }) => searchAgain ?? []);
  if (lost.length === 0) return;
  await withLibrary(context, {}, async (library) => {
    for (const id of lost) {
      const outcome = await library.searchAgain(id, { signal: context.io.signal });
      if (!('error' in outcome))
        context.console.note(`the matches of the scan ${id} could not be read; mended: its fingerprint was searched again`);
      printOutcome(outcome, context.console);
    }
  });
}

/** `streetdate db copy` */
export const runDbCopy: Run<typeof dbCopy> = async (_operands, options, context) => {
  const { home, io, console } = context;
  const { database, blobs, toHome, toDatabase, toBlobs } = options;
  if (toHome === undefined && (toDatabase === undefined || toBlobs === undefined)) {
    throw new UsageError('say where to copy to: --to-home, or both --to-database and --to-blobs');
  }
  if (database === undefined) await requireLibrary(context);
  const from = await open({ home, database, blobs }, 'read');
  try {
    const to = await open({ home: toHome, database: toDatabase, blobs: toBlobs }, 'new');
    try {
      const copy = await copyLibrary(from, to, { signal: io.signal });
      const record: DbCopyRecord = {
        ...{ type: 'db-copy', from: from.database.place, to: to.database.place },
        ...{ ...copy, tables: [...copy.tables] },
      };
      const what = `${count(rowsOf(copy.tables), 'row')} and ${count(copy.blobs, 'blob')} of ${groupDigits(copy.bytes)} bytes, equal in both places`;
      console.result(record, escapeText(`copied ${from.database.place} to ${to.database.place}: ${what}`));
      return EXIT.nothingFound;
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
};

/** Checks the segments of a library that belongs to a service; undefined if it belongs to none. */
async function checkIndex(
  address: { readonly home: string; readonly database: string | undefined },
  blobs: MaintainedBlobStore,
  options: Parameters<typeof import('@streetdate/service/internal').checkSegments>[1],
): Promise<SegmentCheck | undefined> {
  const { checkSegments, openSegmentPlace } = await import('@streetdate/service/internal');
  const place = await openSegmentPlace(address, blobs);
  try {
    return place && (await checkSegments(place, options));
  } finally {
    await place?.close();
  }
}

function recordOf({ badSegments, ...counts }: SegmentCheck): DbCheckRecord['index'] {
  return { ...counts, badSegments: badSegments.length };
}

/** What is said about segments. A library that has none has nothing to hear of them. */
async function indexLines(check: SegmentCheck | undefined, blobs: MaintainedBlobStore, repair: boolean): Promise<string[]> {
  if (check === undefined) {
    for await (const _ of blobs.list('segment')) return ['segments of a search index: left alone, since no service here names any'];
    return [];
  }
  const { segments, badSegments, unreferenced, unreferencedBytes, removed } = check;
  if (segments + unreferenced === 0) return [];
  const again = repair ? '; the next search makes them again' : '';
  const whole = badSegments.length === 0 ? 'all there and intact' : `${badSegments.length} missing or damaged${again}`;
  const lines = [`${count(segments, 'segment')} of the search index: ${whole}`];
  if (unreferenced > 0) lines.push(`${count(unreferenced, 'segment')} of ${groupDigits(unreferencedBytes)} bytes that no search needs`);
  if (repair) lines.push(`segments removed: ${groupDigits(removed)}`);
  return lines;
}

/** Opens a place. A wrong address is wrong use. */
async function open(
  address: Parameters<typeof import('@streetdate/service/internal').openLibraryPlace>[0],
  whether: 'known' | 'new' | 'read',
) {
  const { openLibraryPlace } = await import('@streetdate/service/internal');
  return openLibraryPlace(address, whether).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
}

function textOf(check: LibraryCheck, repair: boolean): string {
  const { referencedBlobs, badBlobs, unreferencedBlobs, unreferencedBytes, leftovers, removed } = check;
  const lines = check.tables
    .filter(({ rows }) => rows > 0)
    .map(({ table, rows, sha256 }) => `  ${table.padEnd(16)} ${groupDigits(rows).padStart(12)}  ${sha256}`);
  const mended = check.badRows.filter((row) => row.mended !== undefined).length;
  if (check.badRows.length > 0)
    lines.push(`${count(check.badRows.length, 'row')} that cannot be read${repair ? `, ${mended} mended` : ''}`);
  lines.push(
    `${count(referencedBlobs, 'blob')} named by rows: ${badBlobs.length === 0 ? 'all there and intact' : `${badBlobs.length} missing or damaged`}`,
  );
  if (unreferencedBlobs > 0) lines.push(`${count(unreferencedBlobs, 'blob')} of ${groupDigits(unreferencedBytes)} bytes that no row names`);
  if (leftovers > 0) lines.push(`${count(leftovers, 'unfinished file')} of killed processes`);
  if (repair) lines.push(`removed: ${groupDigits(removed)}`);
  return lines.join('\n');
}

const rowsOf = (tables: readonly TableDigest[]) => tables.reduce((sum, { rows }) => sum + rows, 0);
