import type { BlobStore, MaintainedBlobStore } from '@streetdate/engine';
import { removeOldSegments } from '../search/segment-upkeep.ts';
import type { Service } from '../service.ts';
import { asService } from '../store/scope.ts';
import { removeSketches } from '../uploads/kept-sketches.ts';
import { removeEnrolled } from './enroll-reference.ts';
import type { Handler } from './handler.ts';
import { addJob, type NewJob } from './jobs.ts';

const DAY_MS = 24 * 3600 * 1000;
/** A content that came in again within this time stays: its upload may not be stored yet. */
const FRESH_MS = 3600 * 1000;
/** How long after its enrollment a film's content is looked for, milliseconds. */
const ENROLLED_MS = 4 * 3600 * 1000;
/** Contents looked at in one query. */
const PAGE = 200;

/** Days after which finished jobs are removed. */
const JOB_DAYS = 30;

/** The job that removes what is kept too long. Each hour has one. */
export function retentionJobOf({ firstOrganisationId }: Service, now: Date): NewJob {
  const hour = now.toISOString().slice(0, 13);
  return { organisationId: firstOrganisationId, kind: retention.kind, lane: 'background', key: `retention ${hour}`, payload: {} };
}

/** Removes media and fingerprints of uploads that the setting no longer keeps, and segments that merges have replaced. Verdicts stay. */
export const retention: Handler = {
  kind: 'retention',

  // A content may belong to uploads of several organisations.
  run: (service, _job, signal) => asService(() => clean(service, signal)),
};

async function clean(service: Service, signal: AbortSignal): Promise<void> {
  const { database, files, now } = service;
  const { media, mediaDays, fingerprintDays } = service.retention;
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
  for (let last = ''; ; ) {
    signal.throwIfAborted();
    const rows = await database
      .selectFrom('upload')
      .select(['sha256'])
      .where('sha256', '>', last)
      .groupBy('sha256')
      .orderBy('sha256')
      .limit(PAGE)
      .execute();
    for (const { sha256 } of rows) {
      if (await isNeeded(service, sha256, { media, until: before(mediaDays) })) continue;
      await files.remove(sha256, now().getTime() - FRESH_MS);
    }
    if (rows.length < PAGE) break;
    last = rows.at(-1)!.sha256;
  }
  await removeEnrolled(service, new Date(now().getTime() - ENROLLED_MS), now().getTime() - FRESH_MS);
  await cleanIndexes(service, signal);
  await removeSketches(database, before(fingerprintDays));
  await database
    .deleteFrom('job')
    .where('state', 'in', ['done', 'cancelled'])
    .where('finished_at', '<', before(JOB_DAYS).toISOString())
    .execute();
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

/** Whether any upload needs a content: it is not done, or the setting keeps it. */
async function isNeeded(
  { database }: Service,
  sha256: string,
  { media, until }: { readonly media: string; readonly until: Date },
): Promise<boolean> {
  const uploads = await database
    .selectFrom('upload')
    .leftJoin('verdict', (join) => join.onRef('verdict.upload_id', '=', 'upload.id').on('verdict.superseded_by', 'is', null))
    .select(['upload.state', 'upload.finished_at', 'verdict.kind'])
    .where('upload.sha256', '=', sha256)
    .execute();
  return uploads.some(({ state, finished_at, kind }) => {
    if (state === 'waiting' || state === 'working') return true;
    // An upload whose work failed may be sent again.
    const isWanted = media === 'all' || state === 'failed' || (media === 'matched' && kind !== null && kind !== 'no-match');
    return isWanted && (finished_at ?? '') >= until.toISOString();
  });
}

/** Adds the work that is due from time to time: for each hour once, however many workers ask. */
export async function addRetention(service: Service): Promise<void> {
  const now = service.now();
  await addJob(service.database, retentionJobOf(service, now), now);
}
