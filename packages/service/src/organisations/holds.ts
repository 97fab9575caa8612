import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { LegalHoldTable } from '../store/life-rows.ts';

/** What can be held. A held organisation holds all that it has, and a held title its references and the uploads that show it. */
export const HELD_KINDS = ['organisation', 'title', 'reference', 'upload', 'account'] as const;

/** A row that can be held. */
export interface HeldTarget {
  readonly kind: (typeof HELD_KINDS)[number];
  readonly id: string;
}

/** A reason why something must not be removed, whoever asks for it and whatever the retention says. */
export interface LegalHold {
  readonly id: string;
  readonly target: HeldTarget;
  readonly reason: string;
  /** Name of who set it. */
  readonly createdBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Something was not removed, because a legal hold keeps it. */
export class HeldError extends Error {
  override readonly name = 'HeldError';

  constructor({ kind, id }: HeldTarget, { target, reason }: LegalHold) {
    const through = target.kind === kind && target.id === id ? '' : `, through the ${target.kind} ${target.id}`;
    super(`${kind} ${id} is under a legal hold${through}: ${reason}`);
  }
}

/** Holds something. */
export async function addHold(
  database: ServiceDatabase,
  organisationId: string,
  { target, reason, createdBy }: Pick<LegalHold, 'target' | 'reason' | 'createdBy'>,
  now: Date,
  id = newId(),
): Promise<LegalHold> {
  const row = { id, organisation_id: organisationId, kind: target.kind, target_id: target.id, reason, created_by: createdBy };
  const whole: LegalHoldTable = { ...row, created_at: now.toISOString() };
  await database.insertInto('legal_hold').values(whole).execute();
  return holdOf(whole);
}

/** Holds of an organisation, latest first: at most `most`, older than the one named `before`. */
export async function listHolds(
  database: ServiceDatabase,
  organisationId: string,
  { before, most }: { readonly before?: string | undefined; readonly most: number },
): Promise<LegalHold[]> {
  let query = database.selectFrom('legal_hold').selectAll().where('organisation_id', '=', organisationId);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(holdOf);
}

/** Ends a hold. @returns What it held; undefined if the organisation has none with that id. */
export async function endHold(database: ServiceDatabase, organisationId: string, id: string): Promise<LegalHold | undefined> {
  const query = database.deleteFrom('legal_hold').where('organisation_id', '=', organisationId).where('id', '=', id);
  const row = await query.returningAll().executeTakeFirst();
  return row && holdOf(row);
}

/**
 * Makes sure that nothing is held that is about to be removed. Call it in the transaction that removes it, or before.
 * @param through - What holds it as well, such as its title.
 * @throws HeldError
 */
export async function checkFree(
  database: ServiceDatabase,
  organisationId: string,
  target: HeldTarget,
  through: readonly HeldTarget[] = [],
): Promise<void> {
  for (const each of [target, ...through, { kind: 'organisation', id: organisationId } as const]) {
    const row = await database
      .selectFrom('legal_hold')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('kind', '=', each.kind)
      .where('target_id', '=', each.id)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) throw new HeldError(target, holdOf(row));
  }
}

/**
 * Which of some uploads are held, or which of some contents through an upload: by themselves, through the title that they show, or with their
 * organisation.
 * @returns Ids, or the SHA-256 of contents.
 */
export async function heldUploads(
  database: ServiceDatabase,
  which: { readonly ids: readonly string[] } | { readonly sha256s: readonly string[] },
): Promise<ReadonlySet<string>> {
  const [column, some] = 'ids' in which ? (['id', which.ids] as const) : (['sha256', which.sha256s] as const);
  if (some.length === 0) return new Set();
  const rows = await database
    .selectFrom('upload')
    .where(`upload.${column}`, 'in', some)
    .innerJoin('legal_hold', 'legal_hold.organisation_id', 'upload.organisation_id')
    .select(`upload.${column} as found`)
    .distinct()
    .where(({ eb, or, and, ref }) =>
      or([
        eb('legal_hold.kind', '=', 'organisation'),
        and([eb('legal_hold.kind', '=', 'upload'), eb('legal_hold.target_id', '=', ref('upload.id'))]),
        and([eb('legal_hold.kind', '=', 'title'), eb('legal_hold.target_id', '=', ref('upload.shown_title'))]),
      ]),
    )
    .execute();
  return new Set(rows.map(({ found }) => found));
}

function holdOf(row: LegalHoldTable): LegalHold {
  const target = { kind: row.kind as HeldTarget['kind'], id: row.target_id };
  return { id: row.id, target, reason: row.reason, createdBy: row.created_by, createdAt: row.created_at };
}
