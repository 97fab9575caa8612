import { formatWindow, type ReleaseWindow, type Sighting } from '@streetdate/matcher';
import { timeSighting, timeWindow } from '@streetdate/matcher/internal';
import { UNKNOWN_TIME } from '../catalogue/disputes.ts';
import { instantFault, intervalFault } from '../catalogue/held-back.ts';
import { readJson, readSighting, tryToRead } from '../catalogue/read-rows.ts';
import { fromAllowedRow, wordsOf } from '../catalogue/sql/allowed-sources.ts';
import { fromConflictRow } from '../catalogue/sql/conflicts.ts';
import type { CatalogueDatabase, Database } from '../catalogue/sql/database.ts';
import { fromDisputeRow } from '../catalogue/sql/disputes.ts';
import { fromExclusionRow } from '../catalogue/sql/exclusions.ts';
import { fromScanRow } from '../catalogue/sql/scans.ts';
import { putSighting } from '../catalogue/sql/sightings.ts';
import type {
  AllowedSourceTable,
  ConflictTable,
  DisputeTable,
  ExclusionTable,
  ReleaseWindowTable,
  ScanTable,
  SightingTable,
} from '../catalogue/sql/tables.ts';
import { write } from '../catalogue/sql/transaction.ts';
import { pagesOf } from './table-rows.ts';

/** A row of the catalogue that cannot be read, or not in full. */
export interface BadRow {
  /** Its table. */
  readonly table: 'scan' | 'sighting' | 'release_window' | 'allowed_source' | 'exclusion' | 'conflict' | 'dispute';
  /** What it is about: a scan by its id and path, a sighting by its scan, a window by its title, others by their id and references. */
  readonly row: string;
  /** What is wrong with it, in words. */
  readonly fault: string;
  /** What a repair did, in words; absent if it was left as it is. */
  readonly mended?: string;
  /** The scan whose stored fingerprint has to be searched again, since its matches are lost. */
  readonly searchAgain?: string;
}

/** How a row is mended, inside a transaction. */
interface Mending {
  readonly words: string;
  readonly apply: (transaction: Database) => Promise<void>;
}

type Finding = Omit<BadRow, 'mended'> & { readonly mending?: Mending };

/**
 * Finds rows that cannot be read. With `repair`, each is mended in a transaction of its own. No match is lost: what cannot be read of a
 * sighting becomes unknown, and its scan keeps its matches.
 */
export async function checkRows(
  database: Database,
  place: CatalogueDatabase,
  { repair, signal }: { readonly repair: boolean; readonly signal: AbortSignal | undefined },
): Promise<BadRow[]> {
  const bad: BadRow[] = [];
  for (const [table, key, look] of LOOKS) {
    for await (const rows of pagesOf(database, table, key)) {
      signal?.throwIfAborted();
      for (const row of rows) {
        const found = look(row as never);
        if (found === undefined) continue;
        const { mending, ...rest } = found;
        if (repair && mending) await write(database, place, mending.apply);
        bad.push({ ...rest, ...(repair && mending && { mended: mending.words }) });
      }
    }
  }
  return bad;
}

/** Each table with the columns of its key, and what finds the fault of a row. */
const LOOKS: readonly (readonly [BadRow['table'], readonly string[], (row: never) => Finding | undefined])[] = [
  ['release_window', ['title_id', 'territory', 'channel'], lookAtWindow],
  ['scan', ['id'], lookAtScan],
  ['sighting', ['id'], lookAtSighting],
  ['allowed_source', ['id'], lookAtAllowedSource],
  ['exclusion', ['id'], lookAtExclusion],
  ['conflict', ['id'], lookAtConflict],
  ['dispute', ['id'], lookAtDispute],
];

function lookAtWindow(row: ReleaseWindowTable): Finding | undefined {
  const { title_id, territory, channel, opens_at: opensAt, time_zone } = row;
  const window = { territory, channel, opensAt, ...(time_zone !== null && { timeZone: time_zone }) } as ReleaseWindow;
  const { fault } = tryToRead(() => timeWindow(window, 'window', 'stored'));
  const read = COUNTRY_MEANT[territory] ?? territory.toUpperCase();
  const isMeant = read !== territory && tryToRead(() => timeWindow({ ...window, territory: read })).fault === undefined;
  if (fault === undefined && !isMeant) return undefined;
  const text = formatWindow(window);
  const old = (transaction: Database) =>
    transaction
      .deleteFrom('release_window')
      .where('title_id', '=', title_id)
      .where('territory', '=', territory)
      .where('channel', '=', channel);
  const mending: Mending = isMeant
    ? {
        words: `its territory is ${read} now`,
        apply: async (transaction) => {
          await old(transaction).execute();
          // A window of the right code, which was set since, stays.
          await transaction
            .insertInto('release_window')
            .values({ ...row, territory: read })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        },
      }
    : { words: 'removed: set the window again', apply: async (transaction) => void (await old(transaction).execute()) };
  return {
    table: 'release_window',
    row: `window ${text} of the title ${title_id}`,
    fault: fault ?? `its territory is ${territory}, not in capitals`,
    mending,
  };
}

function lookAtScan(row: ScanTable): Finding | undefined {
  const about = { table: 'scan', row: `scan ${row.id} of ${row.path}` } as const;
  const ofSighting = mendSighting({ seenAt: row.seen_at, seenAtBasis: row.seen_at_basis, territory: row.territory });
  const { fault } = fromScanRow(row);
  if (fault === undefined && ofSighting === undefined) return undefined;
  const set: Partial<ScanTable> = {
    ...(ofSighting && { seen_at: ofSighting.seenAt, seen_at_basis: ofSighting.seenAtBasis, territory: ofSighting.territory }),
  };
  const words = ofSighting ? [ofSighting.words] : [];
  if (row.kind !== 'film' && row.kind !== 'still') {
    set.kind = row.duration > 0 ? 'film' : 'still';
    words.push(`its kind is ${set.kind} by its length`);
  }
  const lost = (['look', 'damage', 'sources', 'iscc'] as const).filter(
    (name) => tryToRead(() => readJson(name, row[name])).fault !== undefined,
  );
  if (lost.length > 0) {
    // The next scan of the file matches it again, and fills them in.
    Object.assign(set, Object.fromEntries(lost.map((name) => [name, null])), { library_revision: -1 });
    words.push(`${lost.join(', ')} emptied; the next search fills them in`);
  }
  const isLost = tryToRead(() => readJson('matches', row.matches, true)).fault !== undefined;
  return {
    ...about,
    fault: fault ?? ofSighting?.fault ?? '',
    ...(isLost && { searchAgain: row.id }),
    ...(words.length > 0 && {
      mending: {
        words: words.join('; '),
        apply: async (transaction) => void (await transaction.updateTable('scan').set(set).where('id', '=', row.id).execute()),
      },
    }),
  };
}

function lookAtSighting(row: SightingTable): Finding | undefined {
  const mended = mendSighting({ seenAt: row.seen_at, seenAtBasis: row.seen_at_basis, territory: row.territory });
  if (mended === undefined) return undefined;
  const { seenAt, seenAtBasis, territory, fault, words } = mended;
  return {
    table: 'sighting',
    row: `sighting of the scan ${row.scan_id} at ${row.link ?? row.host ?? 'an unnamed place'}`,
    fault,
    mending: {
      words,
      apply: async (transaction) => {
        await transaction.deleteFrom('sighting').where('id', '=', row.id).execute();
        await putSighting(transaction, {
          ...{ scanId: row.scan_id, seenAtBasis, recordedAt: row.recorded_at },
          ...(row.link !== null && { link: row.link }),
          ...(row.host !== null && { host: row.host }),
          ...(row.account !== null && { account: row.account }),
          ...(territory !== null && { territory }),
          ...(seenAt !== null && { seenAt }),
        });
      },
    },
  };
}

/** What cannot be read allows nothing, so that its removal changes no verdict. */
function lookAtAllowedSource(row: AllowedSourceTable): Finding | undefined {
  const { fault } = fromAllowedRow(row);
  if (fault === undefined) return undefined;
  return {
    table: 'allowed_source',
    row: `allowed source ${row.id}: ${wordsOf(row)}`,
    fault,
    mending: {
      words: 'removed: allow the source again',
      apply: async (transaction) => void (await transaction.deleteFrom('allowed_source').where('id', '=', row.id).execute()),
    },
  };
}

function lookAtExclusion(row: ExclusionTable): Finding | undefined {
  const { id, reference_id, starts_at, ends_at, reason } = row;
  const { fault } = fromExclusionRow(row);
  if (fault === undefined) return undefined;
  const isLost = intervalFault('its interval', starts_at, ends_at) !== undefined;
  return {
    table: 'exclusion',
    row: `exclusion ${id} of the reference ${reference_id} (${reason})`,
    fault,
    mending: isLost
      ? {
          words: 'removed: exclude the interval again',
          apply: async (transaction) => void (await transaction.deleteFrom('exclusion').where('id', '=', id).execute()),
        }
      : {
          words: 'the time that it was added is unknown now',
          apply: async (transaction) =>
            void (await transaction.updateTable('exclusion').set({ added_at: UNKNOWN_TIME }).where('id', '=', id).execute()),
        },
  };
}

function lookAtConflict(row: ConflictTable): Finding | undefined {
  const { id, reference_id, other_reference_id } = row;
  const { fault } = fromConflictRow(row);
  if (fault === undefined) return undefined;
  const isLost =
    intervalFault('its interval', row.starts_at, row.ends_at) !== undefined ||
    intervalFault('its other interval', row.other_starts_at, row.other_ends_at) !== undefined;
  return {
    table: 'conflict',
    row: `conflict ${id} of the references ${reference_id} and ${other_reference_id}`,
    fault,
    mending: isLost
      ? {
          words: 'removed: exclude what both show on each of them',
          apply: async (transaction) => void (await transaction.deleteFrom('conflict').where('id', '=', id).execute()),
        }
      : {
          words: 'it is undecided now: decide it again',
          apply: async (transaction) => {
            const undecided = { decision: 'undecided', decided_at: null, reason: null };
            await transaction.updateTable('conflict').set(undecided).where('id', '=', id).execute();
          },
        },
  };
}

/** A dispute is never removed: without it a verdict would accuse again. */
function lookAtDispute(row: DisputeTable): Finding | undefined {
  const { fault, outcome } = fromDisputeRow(row);
  if (fault === undefined) return undefined;
  const times = { received_at: row.received_at, deadline: row.deadline, recorded_at: row.recorded_at };
  const lost = Object.entries(times).filter(([, instant]) => instantFault('', instant) !== undefined);
  const set: Partial<DisputeTable> = {
    ...Object.fromEntries(lost.map(([name]) => [name, UNKNOWN_TIME])),
    ...(row.outcome !== (outcome ?? null) && { outcome: null, outcome_reason: null, ended_at: null }),
  };
  const words = [
    ...(lost.length > 0 ? ['times of it are unknown now'] : []),
    ...('outcome' in set ? ['it is open now: end it again'] : []),
  ];
  return {
    table: 'dispute',
    row: `dispute ${row.id} of the scan ${row.scan_id} (${row.ground})`,
    fault,
    mending: {
      words: words.join('; '),
      apply: async (transaction) => void (await transaction.updateTable('dispute').set(set).where('id', '=', row.id).execute()),
    },
  };
}

/** Codes that people write for others. */
const COUNTRY_MEANT: Readonly<Record<string, string>> = { UK: 'GB', uk: 'GB' };

/** The columns of a sighting as they should be; undefined if they are right. */
function mendSighting(stored: { readonly seenAt: string | null; readonly seenAtBasis: string; readonly territory: string | null }) {
  const { seenAt, territory } = stored;
  const meant = territory === null ? undefined : (COUNTRY_MEANT[territory] ?? territory.toUpperCase());
  const seenAtBasis = stored.seenAtBasis as Sighting['seenAtBasis'];
  const isCountry = tryToRead(() => timeSighting({ seenAt: undefined, seenAtBasis: 'unknown', ...(meant && { territory: meant }) }));
  const { sighting, fault } = readSighting({ seenAt: seenAt ?? undefined, seenAtBasis });
  const here = isCountry.fault === undefined ? (meant ?? null) : null;
  const faults = [fault, here !== territory ? (isCountry.fault ?? `its territory is ${territory}, and ${here} is meant`) : undefined];
  const found = faults.filter((each) => each !== undefined);
  if (found.length === 0) return undefined;
  const changes = [
    ...(here === territory ? [] : [`its territory is ${here ?? 'unknown'} now`]),
    ...((sighting.seenAt ?? null) === seenAt ? [] : ['its time is unknown now']),
    ...(sighting.seenAtBasis === seenAtBasis ? [] : ['how its time is known is unknown now']),
  ];
  return {
    seenAt: sighting.seenAt ?? null,
    seenAtBasis: sighting.seenAtBasis,
    territory: here,
    fault: found.join('; '),
    words: changes.join(', '),
  };
}
