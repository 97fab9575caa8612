import { hasScore, type ServiceDatabase } from '../store/database.ts';
import { type Upload, type UploadState, uploadOf } from './uploads.ts';

/** Some uploads of an organisation, in no order. */
export async function someUploads(database: ServiceDatabase, organisationId: string, most: number): Promise<Upload[]> {
  const some = database.selectFrom('upload').selectAll().where('organisation_id', '=', organisationId);
  return (await some.orderBy('id').limit(most).execute()).map(uploadOf);
}

/** Which uploads to list. */
export interface UploadFilter {
  /** Only older ones than the upload with this id. */
  readonly before?: string | undefined;
  /** Most of them. */
  readonly most: number;
  /** Only those in this state. */
  readonly state?: UploadState | undefined;
  /** Only those whose current verdict is of this kind. */
  readonly verdict?: string | undefined;
  /** Only those that came in at this time or later: ISO 8601, UTC. */
  readonly from?: string | undefined;
  /** Only those that came in before this time. */
  readonly until?: string | undefined;
  /** Only those that were seen on this server. */
  readonly host?: string | undefined;
  /** Only those whose best match is this title. */
  readonly title?: string | undefined;
  /** Only those whose best match has this score or a higher one. */
  readonly score?: number | undefined;
  /** Only those that were most likely copied from this kind of source. */
  readonly source?: string | undefined;
  /** Only those of which people decided this about their current verdict; `none` for those that nobody decided about. */
  readonly decided?: string | undefined;
  /** Only those that were sent under this name. */
  readonly batch?: string | undefined;
}

/** What narrows a list of uploads. */
export type UploadChoice = Omit<UploadFilter, 'before' | 'most'>;

/** Uploads that are counted one by one at most. */
const MOST_COUNTED = 10_000;

/** Uploads of an organisation, latest first. */
export async function listUploads(
  database: ServiceDatabase,
  organisationId: string,
  { before, most, ...choice }: UploadFilter,
): Promise<Upload[]> {
  let query = chosen(database, organisationId, choice).selectAll();
  if (choice.from === undefined && choice.until === undefined) {
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.orderBy('id', 'desc').limit(most).execute()).map(uploadOf);
  }
  // By the time that is asked for: a clock that was set back gave later uploads lower ids, or the other way round.
  if (before !== undefined) {
    const last = await database.selectFrom('upload').select('created_at').where('id', '=', before).executeTakeFirst();
    if (last === undefined) return [];
    query = query.where('created_at', '<=', last.created_at);
    query = query.where(({ eb, or }) => or([eb('created_at', '<', last.created_at), eb('id', '<', before)]));
  }
  return (await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(most).execute()).map(uploadOf);
}

/** How many uploads of an organisation there are of some: the number, or the one that it exceeds. */
export async function countUploads(
  database: ServiceDatabase,
  organisationId: string,
  choice: UploadChoice,
): Promise<{ readonly count: number; readonly isMore: boolean }> {
  const some = chosen(database, organisationId, choice)
    .select('id')
    .limit(MOST_COUNTED + 1);
  const { count } = await database
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { count: Math.min(MOST_COUNTED, Number(count)), isMore: Number(count) > MOST_COUNTED };
}

/** Uploads of an organisation that have some contents, latest first, by their SHA-256. */
export async function uploadsOfContents(
  database: ServiceDatabase,
  organisationId: string,
  contents: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }[]>> {
  if (contents.length === 0) return new Map();
  const rows = await database
    .selectFrom('upload')
    .select(['id', 'name', 'sha256'])
    .where('organisation_id', '=', organisationId)
    .where('sha256', 'in', contents)
    .orderBy('id', 'desc')
    .execute();
  const byContent = new Map<string, { readonly id: string; readonly name: string }[]>();
  for (const { sha256, ...upload } of rows) byContent.set(sha256, [...(byContent.get(sha256) ?? []), upload]);
  return byContent;
}

/** How many uploads of a batch are in each state, and have which verdict. */
export async function countBatch(
  database: ServiceDatabase,
  organisationId: string,
  batch: string,
): Promise<{ readonly state: string; readonly verdict: string | null; readonly count: number }[]> {
  const rows = await chosen(database, organisationId, { batch })
    .select(['state', 'verdict', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['state', 'verdict'])
    .execute();
  return rows.map(({ count, ...rest }) => ({ ...rest, count: Number(count) }));
}

function chosen(
  database: ServiceDatabase,
  organisationId: string,
  { state, verdict, from, until, host, title, score, source, batch, decided }: UploadChoice,
) {
  let query = database.selectFrom('upload').where('organisation_id', '=', organisationId);
  // An upload with a verdict is done. So one index serves each of the filters, and both.
  if (verdict !== undefined) query = query.where('verdict', '=', state === undefined || state === 'done' ? verdict : null);
  else if (state !== undefined) query = query.where('state', '=', state);
  if (from !== undefined) query = query.where('created_at', '>=', from);
  if (until !== undefined) query = query.where('created_at', '<', until);
  if (host !== undefined) query = query.where('host', '=', host);
  if (title !== undefined) query = query.where('shown_title', '=', title);
  if (score !== undefined) query = query.where(hasScore(), '=', 1).where('shown_score', '>=', score);
  if (source !== undefined) query = query.where('shown_source', '=', source);
  if (batch !== undefined) query = query.where('batch', '=', batch);
  if (decided === 'none') query = query.where('decided', 'is', null);
  else if (decided !== undefined) query = query.where('decided', '=', decided);
  return query;
}
