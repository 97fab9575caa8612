import { checkLibrary, copyLibrary, type LibraryCheck, migrateLibrary, type TableDigest } from '@streetdate/engine/internal';
import type { dbCheck, dbCopy, dbMigrate } from '../definitions/db.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import type { DbCheckRecord, DbCopyRecord, DbMigrateRecord } from '../output/db-record.ts';
import { escapeText } from '../output/escape.ts';
import type { Run } from './command.ts';
import { failBadBlobs } from './fail-bad-blobs.ts';

/** `streetdate db migrate` */
export const runDbMigrate: Run<typeof dbMigrate> = async (_operands, { database }, context) => {
  const { home, console } = context;
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
  const place = await open({ home, database, blobs }, 'known');
  try {
    const check = await checkLibrary(place.database, place.blobs, { repair, now: io.now, signal: io.signal });
    const record: DbCheckRecord = {
      ...{ type: 'db-check', place: place.database.place, blobs: place.blobs.place },
      ...{ ...check, tables: [...check.tables], badBlobs: [...check.badBlobs] },
    };
    console.result(record, `${escapeText(place.database.place)}: tables of version ${check.version}\n${textOf(check, repair)}`);
    failBadBlobs(context, place.blobs.place, check.badBlobs);
    return EXIT.nothingFound;
  } finally {
    place.close();
  }
};

/** `streetdate db copy` */
export const runDbCopy: Run<typeof dbCopy> = async (_operands, options, context) => {
  const { home, io, console } = context;
  const { database, blobs, toHome, toDatabase, toBlobs } = options;
  if (toHome === undefined && (toDatabase === undefined || toBlobs === undefined)) {
    throw new UsageError('say where to copy to: --to-home, or both --to-database and --to-blobs');
  }
  const from = await open({ home, database, blobs }, 'known');
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

/** Opens a place. A wrong address is wrong use. */
async function open(address: Parameters<typeof import('@streetdate/service/internal').openLibraryPlace>[0], whether: 'known' | 'new') {
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
  lines.push(
    `${count(referencedBlobs, 'blob')} named by rows: ${badBlobs.length === 0 ? 'all there and intact' : `${badBlobs.length} missing or damaged`}`,
  );
  if (unreferencedBlobs > 0) lines.push(`${count(unreferencedBlobs, 'blob')} of ${groupDigits(unreferencedBytes)} bytes that no row names`);
  if (leftovers > 0) lines.push(`${count(leftovers, 'unfinished file')} of killed processes`);
  if (repair) lines.push(`removed: ${groupDigits(removed)}`);
  return lines.join('\n');
}

const rowsOf = (tables: readonly TableDigest[]) => tables.reduce((sum, { rows }) => sum + rows, 0);
