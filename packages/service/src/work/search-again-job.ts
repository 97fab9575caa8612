import type { Upload } from '../uploads/uploads.ts';
import type { NewJob } from './jobs.ts';

/** The kind of jobs that search an upload again. */
export const SEARCH_AGAIN = 'search-again';

/** Before the usual uploads: a leak that is out already is most likely found here. */
const PRIORITY = 70;

/** Shortest and longest wait before a partial verdict is completed, milliseconds. */
const COMPLETION_MS = { least: 15_000, most: 900_000 } as const;

/**
 * The job that completes a partial verdict, because some references could not be searched. It waits as long as the upload is old, so that each
 * wait is twice as long as the one before.
 */
export function completionJobOf({ id, organisationId, createdAt }: Pick<Upload, 'id' | 'organisationId' | 'createdAt'>, now: Date): NewJob {
  const age = now.getTime() - Date.parse(createdAt);
  const runAt = new Date(now.getTime() + Math.min(COMPLETION_MS.most, Math.max(COMPLETION_MS.least, age)));
  // A job that ran twice adds one: both begin within a quarter of a minute.
  const key = `${SEARCH_AGAIN} ${id} from ${Math.floor(runAt.getTime() / COMPLETION_MS.least)}`;
  return { organisationId, kind: SEARCH_AGAIN, lane: 'background', key, payload: { uploadId: id }, priority: PRIORITY, runAt };
}

/**
 * The job that judges an upload again, because something changed that its verdict is by and that no revision of the library counts.
 * @param change - Names the change: there is one job for each.
 */
export function judgeAgainJobOf({ id, organisationId }: Pick<Upload, 'id' | 'organisationId'>, change: string): NewJob {
  const key = `${SEARCH_AGAIN} ${id} after ${change}`;
  return { organisationId, kind: SEARCH_AGAIN, lane: 'background', key, payload: { uploadId: id }, priority: PRIORITY };
}

/** The job that searches an upload again in a revision of its library. */
export function searchAgainJobOf({ id, organisationId }: Pick<Upload, 'id' | 'organisationId'>, revision: number): NewJob {
  const key = `${SEARCH_AGAIN} ${id} ${revision}`;
  return { organisationId, kind: SEARCH_AGAIN, lane: 'background', key, payload: { uploadId: id }, priority: PRIORITY };
}
