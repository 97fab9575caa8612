import { createHash } from 'node:crypto';
import { checkIterable, checkObject, checkText } from '@streetdate/core/internal';
import type { AuditEntryTable, AuditHeadTable } from '../store/account-rows.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { Actor } from './actor.ts';

/** Who did something, and from where. */
export interface AuditSource {
  /** The organisation in whose log it stands. */
  readonly organisationId: string;
  /** Who did it: `kind`, `id` and `name` of the actor; `anonymous` for somebody who is not signed in. */
  readonly actor: Pick<Actor, 'kind' | 'name' | 'id'> | 'anonymous';
  /** IP address that the request came from. */
  readonly address: string;
}

/** What was done. */
export interface AuditEvent {
  /** What: one of the actions, or `sign-in`, `sign-out`, `set-up`. */
  readonly action: string;
  /** The row that it concerned. */
  readonly target?: { readonly kind: string; readonly id: string } | undefined;
  /** Whether it was done. @defaultValue done */
  readonly outcome?: 'done' | 'refused';
  /** Plain facts, such as the new role. Never a secret, and never what somebody typed who is not known. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** One line of an audit log. */
export interface AuditEntry {
  /** Its id, a UUIDv7. */
  readonly id: string;
  /** Its place in the organisation's log, from 1 on. */
  readonly position: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who: an account, a key, the local operator, or somebody who is not signed in. */
  readonly actor: { readonly kind: string; readonly id?: string; readonly name: string };
  /** IP address that the request came from. */
  readonly address: string;
  /** What was done. */
  readonly action: string;
  /** The row that it concerned. */
  readonly target?: { readonly kind: string; readonly id: string };
  /** `done` or `refused`. */
  readonly outcome: string;
  /** Plain facts. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Hash of the entry before this one; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 of this entry, which includes `previous`, in hexadecimal. */
  readonly hash: string;
}

/** What the first entry of a log follows. */
export const NO_ENTRY = '0'.repeat(64);

/**
 * Adds an entry to an organisation's log. Call it as the first step of the transaction that makes the change: it takes the lock of the log,
 * and neither the change nor its entry is stored alone.
 */
export async function recordAudit(transaction: ServiceDatabase, source: AuditSource, event: AuditEvent, now: Date): Promise<void> {
  await appendPending(transaction, source.organisationId);
  await append(transaction, source.organisationId, [factsOf(source, event, now)]);
}

/**
 * Adds an entry to an organisation's log a moment later, in the order of these calls. It takes no lock, so that changes which are many need not wait
 * for each other; what is stored here is no part of the chain of hashes until then. Call it in the transaction that makes the change.
 */
export async function recordAuditSoon(transaction: ServiceDatabase, source: AuditSource, event: AuditEvent, now: Date): Promise<void> {
  const row = { id: newId(), organisation_id: source.organisationId, entry: JSON.stringify(factsOf(source, event, now)) };
  await transaction.insertInto('audit_pending').values(row).execute();
}

/** Adds what is still to be added to the logs of all organisations. Any number of processes may. */
export async function appendAllPending(database: ServiceDatabase): Promise<void> {
  for (;;) {
    const next = await database.selectFrom('audit_pending').select('organisation_id').orderBy('id').limit(1).executeTakeFirst();
    if (next === undefined) return;
    await database.transaction().execute((transaction) => appendPending(transaction, next.organisation_id));
  }
}

/** Entries that are added at once. */
const PENDING_AT_ONCE = 500;

async function appendAllOf(database: ServiceDatabase, organisationId: string): Promise<void> {
  while ((await database.transaction().execute((transaction) => appendPending(transaction, organisationId))) === PENDING_AT_ONCE);
}

/** Adds what is still to be added to a log. Call it in a transaction. @returns How many entries. */
async function appendPending(transaction: ServiceDatabase, organisationId: string): Promise<number> {
  const pending = transaction.selectFrom('audit_pending').select(['id', 'entry']).where('organisation_id', '=', organisationId);
  const first = await pending.limit(1).executeTakeFirst();
  if (first === undefined) return 0;
  await lockHead(transaction, organisationId);
  // Read behind the lock: another process may have added them by now.
  const rows = await pending.orderBy('id').limit(PENDING_AT_ONCE).execute();
  if (rows.length === 0) return 0;
  await append(
    transaction,
    organisationId,
    rows.map(({ entry }) => JSON.parse(entry) as EntryFacts),
  );
  await transaction
    .deleteFrom('audit_pending')
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return rows.length;
}

/** An entry before it has a place in the log. */
type EntryFacts = Omit<AuditEntryTable, 'hash' | 'organisation_id' | 'position' | 'previous'>;

function factsOf({ actor, address }: AuditSource, event: AuditEvent, now: Date): EntryFacts {
  const who = actor === 'anonymous' ? { kind: 'anonymous', name: 'not signed in' } : actor;
  return {
    id: newId(),
    at: now.toISOString(),
    actor_kind: who.kind,
    actor_id: 'id' in who ? (who.id ?? null) : null,
    actor_name: who.name,
    address,
    action: event.action,
    target_kind: event.target?.kind ?? null,
    target_id: event.target?.id ?? null,
    outcome: event.outcome ?? 'done',
    detail: JSON.stringify(event.detail ?? {}),
  };
}

/** Takes the lock of a log. @returns Where it ends: at the position 0 before the first entry. */
function lockHead(transaction: ServiceDatabase, organisationId: string): Promise<AuditHeadTable> {
  return transaction
    .insertInto('audit_head')
    .values({ organisation_id: organisationId, position: 0, hash: NO_ENTRY })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(({ ref }) => ({ position: ref('audit_head.position') })))
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function append(transaction: ServiceDatabase, organisationId: string, entries: readonly EntryFacts[]): Promise<void> {
  let { position, hash } = await lockHead(transaction, organisationId);
  const rows = entries.map((facts) => {
    const row = { ...facts, organisation_id: organisationId, position: ++position, previous: hash };
    hash = hashOf(row);
    return { ...row, hash };
  });
  await transaction.insertInto('audit_entry').values(rows).execute();
  await transaction.updateTable('audit_head').set({ position, hash }).where('organisation_id', '=', organisationId).execute();
}

/** Runs a change in a transaction with its entry. The entry is written first; a change that fails leaves none. */
export async function audited<T>(
  database: ServiceDatabase,
  source: AuditSource,
  event: AuditEvent,
  now: Date,
  change: (transaction: ServiceDatabase) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await recordAudit(transaction, source, event, now);
    return change(transaction);
  });
}

/** Entries of an organisation, latest first: at most `most`, before the place `before`. */
export async function listAudit(
  database: ServiceDatabase,
  organisationId: string,
  { before, most }: { readonly before?: number | undefined; readonly most: number },
): Promise<AuditEntry[]> {
  await appendAllOf(database, organisationId);
  let query = database.selectFrom('audit_entry').selectAll().where('organisation_id', '=', organisationId);
  if (before !== undefined) query = query.where('position', '<', before);
  const rows = await query.orderBy('position', 'desc').limit(most).execute();
  return rows.map(entryOf);
}

/** Entries read at once by an export. */
const BATCH = 500;

/** All entries of an organisation in order of place. */
export async function* exportAudit(database: ServiceDatabase, organisationId: string): AsyncGenerator<AuditEntry, void> {
  await appendAllOf(database, organisationId);
  for (let after = 0; ; ) {
    const rows = await database
      .selectFrom('audit_entry')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('position', '>', after)
      .orderBy('position')
      .limit(BATCH)
      .execute();
    yield* rows.map(entryOf);
    after = rows.at(-1)?.position ?? after;
    if (rows.length < BATCH) return;
  }
}

/**
 * Checks that a log is whole: each entry has its hash, and follows the one before it.
 * @param organisationId - Whose log it is; the hashes include it.
 * @param entries - From the first one on, in order.
 * @param head - The last entry's hash, as somebody kept it elsewhere. Without it, a log whose end was cut off looks whole.
 * @returns What is wrong with the first entry that is not right; undefined for a whole log.
 */
export async function checkAudit(
  organisationId: string,
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  head?: string,
): Promise<string | undefined> {
  checkText('organisationId', organisationId);
  checkIterable('entries', entries);
  if (head !== undefined) checkText('head', head);
  let previous = NO_ENTRY;
  let position = 0;
  let isHeadSeen = head === undefined;
  for await (const entry of entries) {
    position++;
    checkObject(`entry ${position}`, entry);
    if (entry.position !== position) return `entry ${position} is missing`;
    if (entry.previous !== previous) return `entry ${position} does not follow the entry before it`;
    if (hashOf(rowOf(organisationId, entry)) !== entry.hash) return `entry ${position} was changed`;
    previous = entry.hash;
    isHeadSeen ||= previous === head;
  }
  return isHeadSeen ? undefined : `the log has no entry with the hash ${head}`;
}

/** SHA-256 over an array of the columns, as JSON: an array has one order, so that equal entries have equal texts. */
function hashOf(row: Omit<AuditEntryTable, 'hash'>): string {
  const values = [row.previous, row.id, row.organisation_id, row.position, row.at, row.actor_kind, row.actor_id, row.actor_name];
  const rest = [row.address, row.action, row.target_kind, row.target_id, row.outcome, row.detail];
  return createHash('sha256')
    .update(JSON.stringify([...values, ...rest]))
    .digest('hex');
}

function entryOf(row: AuditEntryTable): AuditEntry {
  return {
    id: row.id,
    position: row.position,
    at: row.at,
    actor: { kind: row.actor_kind, ...(row.actor_id !== null && { id: row.actor_id }), name: row.actor_name },
    address: row.address,
    action: row.action,
    ...(row.target_kind !== null && row.target_id !== null && { target: { kind: row.target_kind, id: row.target_id } }),
    outcome: row.outcome,
    detail: JSON.parse(row.detail),
    previous: row.previous,
    hash: row.hash,
  };
}

function rowOf(organisationId: string, entry: AuditEntry): Omit<AuditEntryTable, 'hash'> {
  return {
    id: entry.id,
    organisation_id: organisationId,
    position: entry.position,
    at: entry.at,
    actor_kind: entry.actor.kind,
    actor_id: entry.actor.id ?? null,
    actor_name: entry.actor.name,
    address: entry.address,
    action: entry.action,
    target_kind: entry.target?.kind ?? null,
    target_id: entry.target?.id ?? null,
    outcome: entry.outcome,
    detail: JSON.stringify(entry.detail),
    previous: entry.previous,
  };
}
