import type { Actor } from '../accounts/actor.ts';
import type { ServiceDatabase } from '../store/database.ts';
import type { DecisionTable } from '../store/decision-rows.ts';
import { newId } from '../store/ids.ts';
import { currentVerdicts, type StoredVerdict, type Upload } from '../uploads/uploads.ts';
import { type Decision, type Settlement, type Settling, settle } from './settle.ts';

/** What somebody decided about a verdict. */
export interface StoredDecision {
  /** UUIDv7. */
  readonly id: string;
  readonly uploadId: string;
  /** The verdict that it is about, and its kind. */
  readonly verdictId: string;
  readonly verdict: string;
  readonly decision: Decision;
  readonly reason: string;
  /** Who: an account, a key or the local operator. */
  readonly by: { readonly kind: string; readonly id?: string; readonly name: string };
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What is decided, and by whom. */
export interface NewDecision {
  readonly decision: Decision;
  readonly reason: string;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'name'>;
}

/** How many different people have to agree on a verdict of an organisation: 1 or 2. */
export async function readPeople(database: ServiceDatabase, organisationId: string): Promise<number> {
  const row = await database.selectFrom('review_policy').select('people').where('organisation_id', '=', organisationId).executeTakeFirst();
  return row?.people ?? 1;
}

/** Sets how many have to agree from now on. What is decided stays so until somebody decides about it again. */
export async function putPeople(database: ServiceDatabase, organisationId: string, people: number): Promise<void> {
  await database
    .insertInto('review_policy')
    .values({ organisation_id: organisationId, people })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ people }))
    .execute();
}

/**
 * Adds a decision about the current verdict of an upload, and notes what all of them come to. Call it in a transaction.
 * @returns The decision, and what changed by it: undefined if nothing did; `superseded` if the verdict is not the current one.
 */
export async function addDecision(
  transaction: ServiceDatabase,
  { id: uploadId, organisationId }: Upload,
  verdictId: string,
  { decision, reason, actor }: NewDecision,
  now: Date,
): Promise<{ readonly added: StoredDecision; readonly settled: Settling | undefined } | 'superseded'> {
  // A write comes first: two people who decide at once, or a new verdict, wait for each other.
  await transaction
    .updateTable('upload')
    .set(({ ref }) => ({ decided: ref('decided') }))
    .where('id', '=', uploadId)
    .execute();
  const verdict = (await currentVerdicts(transaction, organisationId, [uploadId])).get(uploadId);
  if (verdict?.id !== verdictId) return 'superseded';
  const row: DecisionTable = {
    ...{ id: newId(), organisation_id: organisationId, upload_id: uploadId, verdict_id: verdictId, decision, reason },
    ...{ verdict_kind: verdict.outcome.verdict.kind, by_kind: actor.kind, by_id: actor.id ?? '', by_name: actor.name },
    created_at: now.toISOString(),
  };
  await transaction.insertInto('decision').values(row).execute();
  const { decided } = await settlementOf(transaction, organisationId, verdictId);
  const before = await transaction.selectFrom('decided_verdict').select('decision').where('verdict_id', '=', verdictId).executeTakeFirst();
  await transaction
    .updateTable('upload')
    .set({ decided: decided ?? null })
    .where('id', '=', uploadId)
    .execute();
  await transaction.deleteFrom('decided_verdict').where('verdict_id', '=', verdictId).execute();
  if (decided !== undefined) {
    const facts = { verdict_id: verdictId, organisation_id: organisationId, upload_id: uploadId, verdict_kind: row.verdict_kind };
    await transaction
      .insertInto('decided_verdict')
      .values({ ...facts, decision: decided, ...countedOf(verdict) })
      .execute();
  }
  return { added: decisionOf(row), settled: decided === before?.decision ? undefined : decided };
}

/** Powers of ten above this one are all alike. */
const MOST_POWER = 12;

/** What of the best match precision is counted by. */
function countedOf({ outcome: { matches } }: StoredVerdict): { readonly power: number | null; readonly is_strong: number } {
  const [match] = matches;
  if (match === undefined) return { power: null, is_strong: 0 };
  const power = match.expectedFalseMatches <= 0 ? MOST_POWER : Math.floor(-Math.log10(match.expectedFalseMatches));
  return { power: Math.min(MOST_POWER, power), is_strong: match.strength === 'strong' ? 1 : 0 };
}

/** What the decisions about a verdict come to. */
export async function settlementOf(database: ServiceDatabase, organisationId: string, verdictId: string): Promise<Settlement> {
  const votes = await database
    .selectFrom('decision')
    .select(['by_kind as byKind', 'by_id as byId', 'decision'])
    .where('verdict_id', '=', verdictId)
    .orderBy('id')
    .execute();
  return settle(
    votes.map(({ decision, ...by }) => ({ ...by, decision: decision as Decision })),
    await readPeople(database, organisationId),
  );
}

/** Decisions of an organisation, or those about one upload, latest first: at most `most`, older than the one named `before`. */
export async function listDecisions(
  database: ServiceDatabase,
  organisationId: string,
  { uploadId, before, most }: { readonly uploadId?: string | undefined; readonly before?: string | undefined; readonly most: number },
): Promise<StoredDecision[]> {
  let query = database.selectFrom('decision').selectAll().where('organisation_id', '=', organisationId);
  if (uploadId !== undefined) query = query.where('upload_id', '=', uploadId);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(decisionOf);
}

/** The last decision of each person about a verdict, in the order in which they were made. */
export async function lastDecisions(database: ServiceDatabase, verdictId: string): Promise<StoredDecision[]> {
  const rows = await database.selectFrom('decision').selectAll().where('verdict_id', '=', verdictId).orderBy('id').execute();
  return [...new Map(rows.map((row) => [`${row.by_kind} ${row.by_id}`, decisionOf(row)])).values()];
}

function decisionOf(row: DecisionTable): StoredDecision {
  return {
    id: row.id,
    uploadId: row.upload_id,
    verdictId: row.verdict_id,
    verdict: row.verdict_kind,
    decision: row.decision as Decision,
    reason: row.reason,
    by: { kind: row.by_kind, ...(row.by_id !== '' && { id: row.by_id }), name: row.by_name },
    at: row.created_at,
  };
}
