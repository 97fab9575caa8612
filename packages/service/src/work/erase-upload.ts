import { checkFree } from '../organisations/holds.ts';
import type { Service } from '../service.ts';
import { forgetWritten, type ServiceDatabase } from '../store/database.ts';
import { asService } from '../store/scope.ts';
import { shownTitle, type Upload } from '../uploads/uploads.ts';
import { changeUpload } from './change-upload.ts';
import { removeUnlessNeeded } from './content.ts';
import type { Handler } from './handler.ts';
import { addJob } from './jobs.ts';
import { scanKeyOf } from './scan-upload.ts';
import { SEARCH_AGAIN } from './search-again-job.ts';

/** A worker that holds the job of a removed upload stops within this time, milliseconds. Until then it may store something. */
const STOPPING_MS = 10_000;

/** A content that came in within this time may belong to a request whose upload is not stored yet, milliseconds. */
const SETTLED_MS = 2000;

/**
 * Removes an upload with its verdicts, messages about them, jobs and sketch, in one transaction. A job then removes its bytes, and the scans and
 * fingerprints that the library has of them, unless another upload of the organisation has the same content.
 * @param also - What else is stored together with that, first of all.
 * @returns What it was; undefined if the organisation has none with that id.
 * @throws HeldError if a legal hold keeps it.
 */
export async function eraseUpload(
  service: Pick<Service, 'database' | 'now'>,
  organisationId: string,
  id: string,
  also: (transaction: ServiceDatabase) => Promise<void> = async () => {},
): Promise<Upload | undefined> {
  return changeUpload(service, organisationId, id, async (transaction, upload) => {
    await also(transaction);
    const title = await shownTitle(transaction, id);
    await checkFree(transaction, organisationId, { kind: 'upload', id }, title === undefined ? [] : [{ kind: 'title', id: title }]);
    await removeUploadRows(transaction, upload, service.now());
    return upload;
  });
}

/** Removes the rows of an upload, and queues the removal of its bytes. Call it in a transaction. */
export async function removeUploadRows(transaction: ServiceDatabase, { id, organisationId, sha256 }: Upload, now: Date): Promise<void> {
  const again = `${SEARCH_AGAIN} ${id}`;
  const jobs = await transaction
    .deleteFrom('job')
    // A digit more than a space ends what goes on with one.
    .where(({ eb, or, and }) => or([eb('key', '=', scanKeyOf(id)), and([eb('key', '>=', `${again} `), eb('key', '<', `${again}!`)])]))
    .returning('state')
    .execute();
  const verdicts = transaction.selectFrom('verdict').select('id').where('upload_id', '=', id);
  await transaction.deleteFrom('webhook_delivery').where('event_id', 'in', verdicts).execute();
  for (const table of ['decision', 'decided_verdict'] as const) await transaction.deleteFrom(table).where('upload_id', '=', id).execute();
  await transaction.deleteFrom('verdict').where('upload_id', '=', id).execute();
  await transaction.deleteFrom('kept_sketch').where('upload_id', '=', id).execute();
  await transaction.deleteFrom('upload').where('id', '=', id).execute();
  const waitMs = jobs.some(({ state }) => state === 'running') ? STOPPING_MS : 0;
  const job = { organisationId, kind: eraseContent.kind, lane: 'short' as const, key: `erase ${id}`, payload: { sha256 } };
  await addJob(transaction, { ...job, runAt: new Date(now.getTime() + waitMs) }, now);
}

/** Removes what is left of a content that no upload of the organisation has any more. */
export const eraseContent: Handler = {
  kind: 'erase',

  async run(service, { id, organisationId, payload }) {
    const { database, files, libraries, now } = service;
    const { sha256 } = payload as { readonly sha256: string };
    const other = database.selectFrom('upload').select('id').where('organisation_id', '=', organisationId).where('sha256', '=', sha256);
    if ((await other.limit(1).executeTakeFirst()) === undefined) {
      const place = await files.placeOf(sha256);
      await libraries.use(organisationId, (library) => library.removeScans(place));
    }
    const settled = await asService(() => removeUnlessNeeded(service, [sha256], now().getTime() - SETTLED_MS, { exceptJob: id }));
    if (!settled.has(sha256)) throw new Error('its content came in a moment ago, and is removed a little later');
    await forgetWritten(database);
  },
};
