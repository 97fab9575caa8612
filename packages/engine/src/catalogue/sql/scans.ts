import { checkOneOf } from '@streetdate/core/internal';
import type { Damage, Look } from '@streetdate/core/portable';
import type { Match, Sighting, SourceReading } from '@streetdate/matcher';
import { timeSighting } from '@streetdate/matcher/internal';
import type { IsccUnits } from '../../iscc/iscc-units.ts';
import { readJson, readSighting, tryToRead } from '../read-rows.ts';
import type { StoredScan } from '../stored.ts';
import type { Database } from './database.ts';
import type { ScanTable } from './tables.ts';

/** The stored scan with that id, or undefined. */
export async function findScan(database: Database, id: string): Promise<StoredScan | undefined> {
  const row = await database.selectFrom('scan').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromScanRow(row);
}

/** Every stored scan, ordered by path, time and id. */
export async function listScans(database: Database): Promise<StoredScan[]> {
  const rows = await database.selectFrom('scan').selectAll().orderBy('path').orderBy('scanned_at').orderBy('id').execute();
  return rows.map(fromScanRow);
}

/** The stored scans of a file in all its states, ordered by time and id. */
export async function listScansOfFile(database: Database, path: string): Promise<StoredScan[]> {
  const rows = await database.selectFrom('scan').selectAll().where('path', '=', path).orderBy('scanned_at').orderBy('id').execute();
  return rows.map(fromScanRow);
}

/** Stores a scan in one statement, so that a killed process leaves all of it or nothing. */
export async function putScan(database: Database, scan: StoredScan): Promise<void> {
  const row = toRow(scan);
  await database
    .insertInto('scan')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** The stored scan of a row. What cannot be read of it is left out, and named. */
export function fromScanRow(row: ScanTable): StoredScan {
  const { sighting, fault } = readSighting({
    seenAt: row.seen_at ?? undefined,
    seenAtBasis: row.seen_at_basis as Sighting['seenAtBasis'],
    ...(row.territory !== null && { territory: row.territory }),
    location: row.path,
  });
  const look = tryToRead(() => readJson<Look>('look', row.look));
  const damage = tryToRead(() => readJson<Damage>('damage', row.damage));
  const matches = tryToRead(() => readJson<Match[]>('matches', row.matches, true));
  const sources = tryToRead(() => readJson<Record<string, SourceReading>>('sources', row.sources));
  const iscc = tryToRead(() => readJson<IsccUnits>('iscc', row.iscc));
  const kind = tryToRead(() => checkOneOf('kind', row.kind, ['film', 'still', 'sound']));
  const faults = [fault, ...[look, damage, matches, sources, iscc, kind].map((each) => each.fault)].filter((each) => each !== undefined);
  return {
    id: row.id,
    path: row.path,
    stamp: row.stamp,
    libraryRevision: row.library_revision,
    programVersion: row.program_version,
    fingerprintSha256: row.fingerprint_sha256,
    kind: row.kind as StoredScan['kind'],
    duration: row.duration,
    ...(look.value && { look: look.value }),
    ...(damage.value && { damage: damage.value }),
    matches: matches.value ?? [],
    ...(sources.value && { sources: sources.value }),
    scannedAt: row.scanned_at,
    sighting,
    ...(iscc.value && { iscc: iscc.value }),
    ...(faults.length > 0 && { fault: faults.join('; ') }),
  };
}

/** @throws TypeError or RangeError for a sighting that could not be read again. */
function toRow(scan: StoredScan): ScanTable {
  timeSighting(scan.sighting, 'stored');
  return {
    id: scan.id,
    path: scan.path,
    stamp: scan.stamp,
    library_revision: scan.libraryRevision,
    program_version: scan.programVersion,
    fingerprint_sha256: scan.fingerprintSha256,
    kind: scan.kind,
    duration: scan.duration,
    look: scan.look ? JSON.stringify(scan.look) : null,
    damage: scan.damage ? JSON.stringify(scan.damage) : null,
    matches: JSON.stringify(scan.matches),
    sources: scan.sources ? JSON.stringify(scan.sources) : null,
    scanned_at: scan.scannedAt,
    seen_at: scan.sighting.seenAt ?? null,
    seen_at_basis: scan.sighting.seenAtBasis,
    territory: scan.sighting.territory ?? null,
    iscc: scan.iscc ? JSON.stringify(scan.iscc) : null,
  };
}
