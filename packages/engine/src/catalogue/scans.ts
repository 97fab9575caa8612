import type { Damage, Fingerprint, Look } from '@streetdate/core/portable';
import type { Match, Sighting, SourceReading } from '@streetdate/matcher';
import type { FileState } from '../files/file-state.ts';
import type { Database } from './database.ts';
import { sha256Of } from './fingerprint-files.ts';
import type { ScanTable } from './tables.ts';

/** One scanned file in one state, as the catalogue keeps it. */
export interface StoredScan {
  /** Names the scan; made of path and stamp. */
  readonly id: string;
  /** Real path of the file, and its size and modification time. */
  readonly path: string;
  readonly stamp: string;
  /** The library's revision that the matches are of. */
  readonly libraryRevision: number;
  /** Version of the program that found them. */
  readonly programVersion: string;
  /** Names the query fingerprint's file. */
  readonly fingerprintSha256: string;
  readonly kind: Fingerprint['kind'];
  /** Seconds, 0 for a still. */
  readonly duration: number;
  /** Present when not every frame was decoded. */
  readonly look?: Look;
  /** Present when only a part could be read. */
  readonly damage?: Damage;
  /** Best first. */
  readonly matches: readonly Match[];
  /** What the copy says of the release that it was made from, by title id: of titles with several enrolled renditions. */
  readonly sources?: Readonly<Record<string, SourceReading>>;
  /** ISO 8601, UTC: when the matches were found. */
  readonly scannedAt: string;
  /** The earliest time at which the file was seen, and how that is known. */
  readonly sighting: Sighting;
}

/** The id of the scan of a file in a state: 16 hexadecimal digits. */
export function scanIdOf({ realPath, stamp }: FileState): string {
  return sha256Of(new TextEncoder().encode(`${realPath}\0${stamp}`)).slice(0, 16);
}

/** The stored scan of a file in its present state, or undefined. */
export async function findScan(database: Database, file: FileState): Promise<StoredScan | undefined> {
  const row = await database.selectFrom('scan').selectAll().where('id', '=', scanIdOf(file)).executeTakeFirst();
  return row && fromRow(row);
}

/** Every stored scan, in order of path and time. */
export async function listScans(database: Database): Promise<StoredScan[]> {
  const rows = await database.selectFrom('scan').selectAll().orderBy('path').orderBy('scanned_at').execute();
  return rows.map(fromRow);
}

/** Stores a scan, in one statement: a process that is killed leaves either all of it or nothing. */
export async function putScan(database: Database, scan: StoredScan): Promise<void> {
  const row = toRow(scan);
  await database
    .insertInto('scan')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

function fromRow(row: ScanTable): StoredScan {
  return {
    id: row.id,
    path: row.path,
    stamp: row.stamp,
    libraryRevision: row.library_revision,
    programVersion: row.program_version,
    fingerprintSha256: row.fingerprint_sha256,
    kind: row.kind as StoredScan['kind'],
    duration: row.duration,
    ...(row.look !== null && { look: JSON.parse(row.look) as Look }),
    ...(row.damage !== null && { damage: JSON.parse(row.damage) as Damage }),
    matches: JSON.parse(row.matches) as Match[],
    ...(row.sources !== null && { sources: JSON.parse(row.sources) as Record<string, SourceReading> }),
    scannedAt: row.scanned_at,
    sighting: {
      seenAt: row.seen_at ?? undefined,
      seenAtBasis: row.seen_at_basis as Sighting['seenAtBasis'],
      ...(row.territory !== null && { territory: row.territory }),
      location: row.path,
    },
  };
}

function toRow(scan: StoredScan): ScanTable {
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
  };
}
