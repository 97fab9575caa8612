import { setImmediate } from 'node:timers/promises';
import type { BlobStore, MaintainedBlobStore } from '@streetdate/engine';
import { heldUploads } from '../organisations/holds.ts';
import { removeOldSegments } from '../search/segment-upkeep.ts';
import type { Service } from '../service.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { asService } from '../store/scope.ts';
import { removeEvents } from '../uploads/events.ts';
import { removeSketches } from '../uploads/kept-sketches.ts';
import { removeDeliveries } from '../webhooks/webhooks.ts';
import { dueBefore, MEDIA_CLASSES, type MediaClass, removeUnlessNeeded, retentions, type ScopedRetention } from './content.ts';
import type { Handler } from './handler.ts';
import { addJob, type NewJob } from './jobs.ts';

const DAY_MS = 24 * 3600 * 1000;
/** A content that came in again within this time stays: its upload may not be stored yet. */
const FRESH_MS = 3600 * 1000;
/** Rows looked at or removed at once: some milliseconds of work, and then others have a turn. */
const BATCH = 100;
/** Contents that are asked for and removed at once. On servers each is one or two requests to S3, and all together are some queries. */
const AT_ONCE = 25;

/** Days after which events are removed. */
const EVENT_DAYS = 7;

/** Days after which finished jobs are removed, and messages to webhooks that were delivered or given up. */
const [JOB_DAYS, DELIVERY_DAYS] = [30, 90] as const;

/** The job that removes what is kept too long. Each hour has one. */
export function retentionJobOf({ firstOrganisationId }: Service, now: Date): NewJob {
  const hour = now.toISOString().slice(0, 13);
  return { organisationId: firstOrganisationId, kind: retention.kind, lane: 'upkeep', key: `retention ${hour}`, payload: {} };
}

/** Removes media and fingerprints of uploads that the setting no longer keeps, and segments that merges have replaced. Verdicts stay. */
export const retention: Handler = {
  kind: 'retention',

  // A content may belong to uploads of several organisations.
  run: (service, _job, signal) => asService(() => clean(service, signal)),
};

async function clean(service: Service, signal: AbortSignal): Promise<void> {
  const { database, now } = service;
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
  const by = await retentions(service);
  for (const each of by) for (const media of MEDIA_CLASSES) await removeMedia(service, media, each, by, signal);
  await removeEnrolled(service, by, signal);
  await cleanIndexes(service, signal);
  for (const { scope, retention } of by)
    await inBatches(signal, () => removeSketches(database, scope, before(retention.fingerprintDays), BATCH));
  await inBatches(signal, () => removeEvents(database, before(EVENT_DAYS), BATCH));
  for (const state of ['delivered', 'failed'] as const)
    await inBatches(signal, () => removeDeliveries(database, state, before(DELIVERY_DAYS), BATCH));
  for (const state of ['done', 'cancelled'] as const) await inBatches(signal, () => removeJobs(database, state, before(JOB_DAYS)));
}

/** Does a step again and again, until it finds less than a batch. Between two steps others have a turn, and the work can be stopped. */
async function inBatches(signal: AbortSignal, step: () => Promise<number>): Promise<void> {
  do {
    signal.throwIfAborted();
    await setImmediate();
  } while ((await step()) === BATCH);
}

/** Removes the media of uploads of a class whose time is over. Those of before that are settled are not looked at. */
async function removeMedia(
  service: Service,
  media: MediaClass,
  { scope, retention }: ScopedRetention,
  by: readonly ScopedRetention[],
  signal: AbortSignal,
): Promise<void> {
  const { database, now } = service;
  const due = dueBefore(retention, now())[media].toISOString();
  let last = { finishedAt: '', id: '' };
  await inBatches(signal, async () => {
    const { finishedAt, id } = last;
    let query = database.selectFrom('upload').select(['id', 'sha256', 'finished_at']).where('media', '=', media);
    if ('organisationId' in scope) query = query.where('organisation_id', '=', scope.organisationId);
    else if (scope.except.length > 0) query = query.where('organisation_id', 'not in', scope.except);
    const rows = await query
      .where('finished_at', '<', due)
      .where('finished_at', '>=', finishedAt)
      .where(({ eb, or }) => or([eb('finished_at', '>', finishedAt), eb('id', '>', id)]))
      .orderBy('finished_at')
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const held = await heldUploads(database, { ids: rows.map(({ id }) => id) });
    const free = rows.filter(({ id }) => !held.has(id));
    const gone = await removeInTurns(service, free, by, signal);
    const settled = free.filter(({ sha256 }) => gone.has(sha256)).map(({ id }) => id);
    // One that was sent again meanwhile is of another class by now, or has ended later.
    if (settled.length > 0)
      await database
        .updateTable('upload')
        .set({ media: null })
        .where('id', 'in', settled)
        .where('media', '=', media)
        .where('finished_at', '<', due)
        .execute();
    const end = rows.at(-1);
    if (end !== undefined) last = { finishedAt: end.finished_at ?? '', id: end.id };
    return rows.length;
  });
}

/** Removes the contents of films that are enrolled, where their own jobs have left them to others. */
async function removeEnrolled(service: Service, by: readonly ScopedRetention[], signal: AbortSignal): Promise<void> {
  const { database } = service;
  let last = '';
  await inBatches(signal, async () => {
    const rows = await database
      .selectFrom('job')
      .select(['id', 'content'])
      .where('state', '=', 'done')
      .where('content', '>', last)
      .orderBy('content')
      .limit(BATCH)
      .execute();
    const contents = rows.map(({ id, content }) => ({ id, sha256: content! }));
    const gone = await removeInTurns(service, contents, by, signal);
    const settled = contents.filter(({ sha256 }) => gone.has(sha256)).map(({ id }) => id);
    if (settled.length > 0)
      await database.updateTable('job').set({ content: null }).where('id', 'in', settled).where('state', '=', 'done').execute();
    last = rows.at(-1)?.content ?? last;
    return rows.length;
  });
}

/** Removes contents that nothing needs, some at once. @returns Those for which nobody has to come back. */
async function removeInTurns(
  service: Service,
  contents: readonly { readonly sha256: string }[],
  by: readonly ScopedRetention[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  for (let first = 0; first < contents.length; first += AT_ONCE) {
    signal.throwIfAborted();
    const some = contents.slice(first, first + AT_ONCE).map(({ sha256 }) => sha256);
    for (const sha256 of await removeUnlessNeeded(service, some, service.now().getTime() - FRESH_MS, { by })) gone.add(sha256);
  }
  return gone;
}

/** Removes jobs that ended before a time, the oldest first. @returns How many. */
async function removeJobs(database: ServiceDatabase, state: 'done' | 'cancelled', before: Date): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('job')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('job')
        .select('id')
        .where('state', '=', state)
        .where('finished_at', '<', before.toISOString())
        .orderBy('finished_at')
        .limit(BATCH),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Removes segments that merges have replaced, from all libraries whose searches are spread. */
async function cleanIndexes({ database, libraries, now }: Service, signal: AbortSignal): Promise<void> {
  for (const { organisation_id: organisationId } of await database.selectFrom('search_library').select('organisation_id').execute()) {
    await libraries.use(organisationId, async ({ blobs }) => {
      // A store of one's own need not keep times.
      if (isMaintained(blobs)) await removeOldSegments({ database, organisationId, blobs }, { now, signal });
    });
  }
}

function isMaintained(blobs: BlobStore): blobs is MaintainedBlobStore {
  return 'removeOld' in blobs && 'entries' in blobs;
}

/** Adds the work that is due from time to time: for each hour once, however many workers ask. */
export async function addRetention(service: Service): Promise<void> {
  const now = service.now();
  await addJob(service.database, retentionJobOf(service, now), now);
}
