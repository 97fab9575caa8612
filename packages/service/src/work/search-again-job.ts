import type { Upload } from '../uploads/uploads.ts';
import type { NewJob } from './jobs.ts';

/** The kind of jobs that search an upload again. */
export const SEARCH_AGAIN = 'search-again';

/** Before the usual uploads: a leak that is out already is most likely found here. */
const PRIORITY = 70;

/** The job that searches an upload again in a revision of its library. */
export function searchAgainJobOf({ id, organisationId }: Pick<Upload, 'id' | 'organisationId'>, revision: number): NewJob {
  const key = `${SEARCH_AGAIN} ${id} ${revision}`;
  return { organisationId, kind: SEARCH_AGAIN, lane: 'background', key, payload: { uploadId: id }, priority: PRIORITY };
}
