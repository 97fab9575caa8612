import { timeSighting } from '@streetdate/matcher/internal';
import { sha256Of } from '../../blobs/sha256.ts';
import { readSighting } from '../read-rows.ts';
import type { StoredSighting } from '../stored.ts';
import type { Database } from './database.ts';
import type { SightingTable } from './tables.ts';

/** Scans of one statement. SQLite allows 32,766 parameters. */
const SCANS = 2000;

/** The sightings of scans, each scan's in the order of their times; those without a time come last. */
export async function listSightings(database: Database, scanIds: readonly string[]): Promise<Map<string, StoredSighting[]>> {
  const byScan = new Map<string, StoredSighting[]>();
  for (let start = 0; start < scanIds.length; start += SCANS) {
    const part = scanIds.slice(start, start + SCANS);
    const rows = await database.selectFrom('sighting').selectAll().where('scan_id', 'in', part).orderBy('id').execute();
    for (const row of rows) {
      const own = byScan.get(row.scan_id) ?? [];
      byScan.set(row.scan_id, own);
      own.push(fromRow(row));
    }
  }
  // Times have offsets, so that their texts are in no order. Two of one instant keep the order of their ids.
  for (const own of byScan.values()) own.sort((one, other) => timeOf(one) - timeOf(other) || 0);
  return byScan;
}

/** Adds a sighting, unless it is there already. */
export async function putSighting(database: Database, sighting: StoredSighting): Promise<void> {
  await database
    .insertInto('sighting')
    .values(toRow(sighting))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function timeOf({ seenAt }: StoredSighting): number {
  const ms = seenAt === undefined ? Number.NaN : Date.parse(seenAt);
  return Number.isNaN(ms) ? Number.MAX_VALUE : ms;
}

function toRow({ scanId, link, host, account, territory, seenAt, seenAtBasis, recordedAt }: StoredSighting): SightingTable {
  timeSighting({ seenAt, seenAtBasis, ...(territory !== undefined && { territory }) }, 'stored');
  const facts = {
    scan_id: scanId,
    link: link ?? null,
    host: host ?? null,
    territory: territory ?? null,
    seen_at: seenAt ?? null,
    seen_at_basis: seenAtBasis,
  };
  // Those of before have no account, and keep their ids.
  const digested = [...Object.values(facts), ...(account === undefined ? [] : [account])];
  const id = sha256Of(new TextEncoder().encode(JSON.stringify(digested))).slice(0, 32);
  return { id, ...facts, recorded_at: recordedAt, account: account ?? null };
}

function fromRow(row: SightingTable): StoredSighting {
  const { sighting, fault } = readSighting({
    seenAt: row.seen_at ?? undefined,
    seenAtBasis: row.seen_at_basis as StoredSighting['seenAtBasis'],
    ...(row.territory !== null && { territory: row.territory }),
  });
  const { seenAt, seenAtBasis, territory } = sighting;
  return {
    scanId: row.scan_id,
    ...(row.link !== null && { link: row.link }),
    ...(row.host !== null && { host: row.host }),
    ...(row.account !== null && { account: row.account }),
    ...(territory !== undefined && { territory }),
    ...(seenAt !== undefined && { seenAt }),
    seenAtBasis,
    recordedAt: row.recorded_at,
    ...(fault !== undefined && { fault }),
  };
}
