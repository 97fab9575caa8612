import type { ScannedFile } from '@streetdate/engine';
import { withoutFacts } from '@streetdate/matcher/internal';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { UploadTable, VerdictTable } from '../store/tables.ts';
import { addEvent } from './events.ts';

/** What becomes of an upload. */
export type UploadState = 'waiting' | 'working' | 'done' | 'failed' | 'cancelled';

/** A file or fingerprint that somebody sent in. */
export interface Upload {
  /** Its id, a UUIDv7. */
  readonly id: string;
  /** The organisation that it belongs to. */
  readonly organisationId: string;
  /** Its name, as the sender gave it. */
  readonly name: string;
  /** Media to decode, or a `.sdfp` file. */
  readonly kind: 'film' | 'fingerprint';
  /** Size of its content. */
  readonly bytes: number;
  /** SHA-256 of its content, in hexadecimal. */
  readonly sha256: string;
  /** What has become of it. */
  readonly state: UploadState;
  /** Share of the work that is done, 0 to 1. */
  readonly progress: number;
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly message: string };
  /** When it was seen, by the sender's word: ISO 8601 with an offset. */
  readonly seenAt?: string;
  /** Where it was seen: ISO 3166-1 alpha-2. */
  readonly territory?: string;
  /** The address that it was seen at. It is text, and never opened. */
  readonly link?: string;
  /** The server that it was seen on. */
  readonly host?: string;
  /** What its sender calls the uploads that it was sent with. */
  readonly batch?: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt?: string;
  /** What people decided about its current verdict. */
  readonly decided?: string;
}

/** What was found in an upload at one time. */
export interface StoredVerdict {
  /** UUIDv7. */
  readonly id: string;
  /** The upload that it is about. */
  readonly uploadId: string;
  /** The scan's record. */
  readonly outcome: Omit<ScannedFile, 'unstored' | 'isOutdated'>;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The id of the verdict that took its place. */
  readonly supersededBy?: string;
}

/** A new upload, whose content is kept. */
export type NewUpload = Pick<
  Upload,
  'organisationId' | 'name' | 'kind' | 'bytes' | 'sha256' | 'seenAt' | 'territory' | 'link' | 'host' | 'batch'
>;

/** Whether an organisation has sent a content before. */
export async function hasSent(database: ServiceDatabase, organisationId: string, sha256: string): Promise<boolean> {
  const query = database.selectFrom('upload').select('id').where('organisation_id', '=', organisationId).where('sha256', '=', sha256);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

/** Adds an upload, with its event. It waits for its job. Call it in a transaction. */
export async function addUpload(database: ServiceDatabase, upload: NewUpload, now: Date): Promise<Upload> {
  const row: UploadTable = {
    id: newId(),
    organisation_id: upload.organisationId,
    name: upload.name,
    kind: upload.kind,
    bytes: upload.bytes,
    sha256: upload.sha256,
    state: 'waiting',
    progress: 0,
    error_code: null,
    error_message: null,
    seen_at: upload.seenAt ?? null,
    territory: upload.territory ?? null,
    link: upload.link ?? null,
    host: upload.host ?? null,
    created_at: now.toISOString(),
    finished_at: null,
    verdict: null,
    media: 'pending',
    batch: upload.batch ?? null,
    shown_title: null,
    shown_score: null,
    shown_source: null,
    decided: null,
  };
  await database.insertInto('upload').values(row).execute();
  await addEvent(database, row.organisation_id, { type: 'upload.added', uploadId: row.id, at: row.created_at });
  return uploadOf(row);
}

/** The upload of an organisation with that id. Another's is as unknown as one that never was. */
export async function findUpload(database: ServiceDatabase, organisationId: string, id: string): Promise<Upload | undefined> {
  const row = await database
    .selectFrom('upload')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && uploadOf(row);
}

/** The uploads with these ids, of whatever organisation. */
export async function findUploads(database: ServiceDatabase, ids: readonly string[]): Promise<Upload[]> {
  if (ids.length === 0) return [];
  return (await database.selectFrom('upload').selectAll().where('id', 'in', ids).execute()).map(uploadOf);
}

/** The title of the best match of an upload. */
export async function shownTitle(database: ServiceDatabase, id: string): Promise<string | undefined> {
  return (await database.selectFrom('upload').select('shown_title').where('id', '=', id).executeTakeFirst())?.shown_title ?? undefined;
}

/** Notes how far the work on an upload is. One that has ended stays as it is. */
export async function noteProgress(database: ServiceDatabase, id: string, progress: number): Promise<void> {
  await database
    .updateTable('upload')
    .set({ state: 'working', progress })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .execute();
}

/** Ends an upload without a verdict, with its event. Call it in a transaction. One that has ended stays as it is. @returns Whether it had not ended. */
export async function endUpload(
  database: ServiceDatabase,
  id: string,
  end: { readonly state: 'failed'; readonly code: string; readonly message: string } | { readonly state: 'cancelled' },
  now: Date,
): Promise<boolean> {
  const error = end.state === 'failed' ? { error_code: end.code, error_message: end.message } : {};
  const ended = await database
    .updateTable('upload')
    .set({ state: end.state, ...error, finished_at: now.toISOString(), media: end.state === 'failed' ? 'failed' : 'unmatched' })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .returning('organisation_id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await addEvent(database, ended.organisation_id, { type: 'upload.ended', uploadId: id, state: end.state, at: now.toISOString() });
  return true;
}

/** Lets an upload wait again that ended with that code. */
export async function reopenUpload(database: ServiceDatabase, id: string, code: string): Promise<void> {
  await database
    .updateTable('upload')
    .set({ state: 'waiting', progress: 0, error_code: null, error_message: null, finished_at: null, media: 'pending' })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .where('error_code', '=', code)
    .execute();
}

/** What is stored in the transaction of a verdict. */
export interface StoredTogether {
  /** What else is stored, also where the verdict is not new. */
  readonly also?: (transaction: ServiceDatabase) => Promise<void>;
  /** Queues who is told of a new verdict, and of the one before that it takes the place of. */
  readonly announce?: (transaction: ServiceDatabase, verdict: StoredVerdict, before: StoredVerdict | undefined) => Promise<void>;
}

/**
 * Stores what was found, as the current verdict. The one before is superseded. A cancelled upload gets none.
 * @returns The verdict; undefined if the upload was cancelled, or has a verdict that says the same or was found in a later library.
 */
export async function putVerdict(
  database: ServiceDatabase,
  upload: Upload,
  outcome: StoredVerdict['outcome'],
  libraryRevision: number,
  now: Date,
  { also, announce }: StoredTogether = {},
): Promise<StoredVerdict | undefined> {
  return database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('upload')
      .set({ state: 'done', progress: 1, error_code: null, error_message: null, finished_at: now.toISOString() })
      .where('id', '=', upload.id)
      .where('state', '<>', 'cancelled')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return undefined;
    await also?.(transaction);
    // The row of the upload is locked by now, so that of two jobs the second one sees the verdict of the first.
    const before = await transaction
      .selectFrom('verdict')
      .selectAll()
      .where('upload_id', '=', upload.id)
      .where('superseded_by', 'is', null)
      .executeTakeFirst();
    const row: VerdictTable = {
      id: newId(),
      organisation_id: upload.organisationId,
      upload_id: upload.id,
      kind: outcome.verdict.kind,
      outcome: JSON.stringify(outcome),
      library_revision: libraryRevision,
      created_at: now.toISOString(),
      superseded_by: null,
    };
    const holds = before !== undefined && !replaces(row, outcome, before);
    const kind = holds ? before.kind : row.kind;
    const current: Partial<StoredVerdict['outcome']> = holds ? JSON.parse(before.outcome) : outcome;
    const match = current.matches?.[0];
    const shown = {
      shown_title: match?.titleId ?? null,
      shown_score: match?.score ?? null,
      shown_source: match?.sources?.answer?.source ?? null,
    };
    await transaction
      .updateTable('upload')
      .set({ verdict: kind, media: kind === 'no-match' ? 'unmatched' : 'matched', ...shown, ...(!holds && { decided: null }) })
      .where('id', '=', upload.id)
      .execute();
    if (holds) return undefined;
    if (before !== undefined) await transaction.updateTable('verdict').set({ superseded_by: row.id }).where('id', '=', before.id).execute();
    await transaction.insertInto('verdict').values(row).execute();
    const told = { uploadId: upload.id, verdictId: row.id, kind: row.kind, at: row.created_at };
    await addEvent(transaction, upload.organisationId, { type: 'verdict.reached', ...told });
    const verdict = verdictOf(row);
    await announce?.(transaction, verdict, before && verdictOf(before));
    return verdict;
  });
}

/** Whether a finding takes the place of an earlier one. */
function replaces(row: VerdictTable, outcome: StoredVerdict['outcome'], before: VerdictTable): boolean {
  if (before.library_revision > row.library_revision) return false;
  const earlier = JSON.parse(before.outcome) as StoredVerdict['outcome'];
  // What a job that runs late could not ask, another has asked meanwhile.
  if (outcome.partial && !earlier.partial && before.library_revision === row.library_revision) return false;
  return !isSameFinding(earlier, outcome);
}

/**
 * Whether a job that ran twice found the same. Times of the search differ then, the id if it ran on another machine, and facts where an older
 * version stored sentences alone.
 */
function isSameFinding(one: StoredVerdict['outcome'], other: StoredVerdict['outcome']): boolean {
  const finding = ({ scannedAt, scanId, reused, sighting, ...rest }: StoredVerdict['outcome']) => JSON.stringify(withoutFacts(rest));
  return finding(one) === finding(other);
}

/** The current verdicts of uploads, by the id of the upload. */
export async function currentVerdicts(
  database: ServiceDatabase,
  organisationId: string,
  uploadIds: readonly string[],
): Promise<ReadonlyMap<string, StoredVerdict>> {
  if (uploadIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('verdict')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('upload_id', 'in', uploadIds)
    .where('superseded_by', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.upload_id, verdictOf(row)]));
}

/** Verdicts of an upload, latest first: at most `most`, older than the one named `before`. The first of all is the current one. */
export async function listVerdicts(
  database: ServiceDatabase,
  organisationId: string,
  uploadId: string,
  { before, most }: { readonly before?: string | undefined; readonly most: number },
): Promise<StoredVerdict[]> {
  let query = database.selectFrom('verdict').selectAll().where('organisation_id', '=', organisationId).where('upload_id', '=', uploadId);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.orderBy('id', 'desc').limit(most).execute()).map(verdictOf);
}

/** The upload of a row. */
export function uploadOf(row: UploadTable): Upload {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    name: row.name,
    kind: row.kind as Upload['kind'],
    bytes: Number(row.bytes),
    sha256: row.sha256,
    state: row.state as UploadState,
    progress: row.progress,
    ...(row.error_code !== null && { error: { code: row.error_code, message: row.error_message ?? '' } }),
    ...(row.seen_at !== null && { seenAt: row.seen_at }),
    ...(row.territory !== null && { territory: row.territory }),
    ...(row.link !== null && { link: row.link }),
    ...(row.host !== null && { host: row.host }),
    ...(row.batch !== null && { batch: row.batch }),
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.decided !== null && { decided: row.decided }),
  };
}

function verdictOf(row: VerdictTable): StoredVerdict {
  return {
    id: row.id,
    uploadId: row.upload_id,
    outcome: JSON.parse(row.outcome) as StoredVerdict['outcome'],
    createdAt: row.created_at,
    ...(row.superseded_by !== null && { supersededBy: row.superseded_by }),
  };
}
