import type { Service } from '../service.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { endUpload, findUpload, type Upload } from '../uploads/uploads.ts';
import { changeUpload } from './change-upload.ts';
import { scanKeyOf } from './scan-upload.ts';

/**
 * Cancels an upload that has not ended: it gets no verdict. A decoder that is at work on it stops within a second or two. One that has ended
 * stays as it is.
 * @param also - What else is stored together with that.
 * @returns The upload as it is now; undefined if the organisation has none with that id.
 */
export async function cancelUpload(
  service: Pick<Service, 'database' | 'now'>,
  organisationId: string,
  id: string,
  also: (transaction: ServiceDatabase) => Promise<void> = async () => {},
): Promise<Upload | undefined> {
  return changeUpload(service, organisationId, id, async (transaction, upload) => {
    const { now } = service;
    if (!(await endUpload(transaction, id, { state: 'cancelled' }, now()))) return upload;
    await transaction
      .updateTable('job')
      .set({ state: 'cancelled', held_until: null, finished_at: now().toISOString() })
      .where('key', '=', scanKeyOf(id))
      .where('state', 'in', ['waiting', 'running'])
      .execute();
    await also(transaction);
    return findUpload(transaction, organisationId, id);
  });
}
