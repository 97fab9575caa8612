import { checkObject, checkText } from '@streetdate/core/internal';
import type { Service } from '../service.ts';
import { checkDatabase } from '../store/check-database.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { findUpload, type Upload } from '../uploads/uploads.ts';

/**
 * Changes an upload in one transaction.
 * @param change - Makes the change, and gives the upload that the caller is told of.
 * @returns That upload; undefined if the organisation has none with that id.
 * @throws TypeError for a wrong argument.
 */
export async function changeUpload(
  service: Pick<Service, 'database'>,
  organisationId: string,
  id: string,
  change: (transaction: ServiceDatabase, upload: Upload) => Promise<Upload | undefined>,
): Promise<Upload | undefined> {
  checkObject('service', service);
  checkDatabase('service.database', service.database);
  checkText('organisationId', organisationId);
  checkText('id', id);
  return service.database.transaction().execute(async (transaction) => {
    const upload = await findUpload(transaction, organisationId, id);
    return upload && change(transaction, upload);
  });
}
