import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFree } from '../organisations/holds.ts';
import { findOrganisation, markRemoved } from '../organisations/organisations.ts';
import type { Service } from '../service.ts';
import { forgetWritten, type ServiceDatabase } from '../store/database.ts';
import { asService } from '../store/scope.ts';
import { someUploads } from '../uploads/upload-list.ts';
import { listWebhooks, removeWebhook } from '../webhooks/webhooks.ts';
import { removeUnlessNeeded } from './content.ts';
import { removeUploadRows } from './erase-upload.ts';
import type { Handler } from './handler.ts';
import { addJob } from './jobs.ts';

/** Uploads that are removed at once. */
const BATCH = 100;

/** Tables of what belongs to an organisation, in the order in which nothing refers to what is gone. The audit log stays. */
const TABLES = [
  ...(['session', 'known_device', 'account_link', 'account', 'api_key', 'idempotency_key'] as const),
  ...(['search_reference', 'search_segment', 'search_retired_segment', 'search_library', 'searched_reference'] as const),
  ...(['event', 'legal_hold', 'organisation_limit', 'review_policy'] as const),
];

/**
 * Ends an organisation: nobody gets in from now on, and a job removes all that it has. Its audit log stays, and its id without its name.
 * @param also - What else is stored together with that, first of all.
 * @returns Whether there was one with that id.
 * @throws HeldError if a legal hold keeps it, or anything of it.
 */
export async function eraseOrganisation(
  service: Pick<Service, 'database' | 'now' | 'firstOrganisationId'>,
  id: string,
  also: (transaction: ServiceDatabase) => Promise<void>,
): Promise<boolean> {
  const { database, now, firstOrganisationId } = service;
  return asService(() =>
    database.transaction().execute(async (transaction) => {
      if ((await findOrganisation(transaction, id)) === undefined) return false;
      await also(transaction);
      const held = await transaction.selectFrom('legal_hold').selectAll().where('organisation_id', '=', id).limit(1).executeTakeFirst();
      if (held !== undefined) await checkFree(transaction, id, { kind: held.kind as 'organisation', id: held.target_id });
      for (const table of ['session', 'account_link', 'api_key'] as const)
        await transaction.deleteFrom(table).where('organisation_id', '=', id).execute();
      // Until the job has removed them, nobody signs in with them.
      await transaction.updateTable('account').set({ state: 'closed', password: null }).where('organisation_id', '=', id).execute();
      const job = { organisationId: firstOrganisationId, kind: removeOrganisation.kind, lane: 'upkeep' as const };
      await addJob(transaction, { ...job, key: `remove ${id}`, payload: { organisationId: id } }, now());
      await markRemoved(transaction, id, now());
      return true;
    }),
  );
}

/** Removes what an organisation had, step by step. A run that ended halfway goes on with the next one. */
export const removeOrganisation: Handler = {
  kind: 'remove-organisation',

  run: (service, { payload }, signal) =>
    asService(async () => {
      const { database, libraries, now } = service;
      const { organisationId } = payload as { readonly organisationId: string };
      for (;;) {
        signal.throwIfAborted();
        const uploads = await someUploads(database, organisationId, BATCH);
        if (uploads.length === 0) break;
        await database.transaction().execute(async (transaction) => {
          for (const upload of uploads) await removeUploadRows(transaction, upload, now());
        });
      }
      for (;;) {
        const jobs = database.selectFrom('job').select(['id', 'content', 'payload']).where('organisation_id', '=', organisationId);
        const some = await jobs.orderBy('id').limit(BATCH).execute();
        if (some.length === 0) break;
        for (const { id, content, payload: text } of some) {
          signal.throwIfAborted();
          const sha256 = content ?? (JSON.parse(text) as { readonly sha256?: string }).sha256;
          if (sha256 !== undefined) await removeUnlessNeeded(service, [sha256], now().getTime(), { exceptJob: id });
          await database.deleteFrom('job').where('id', '=', id).execute();
        }
      }
      await removeParts(service, organisationId);
      await libraries.remove(organisationId);
      for (const { id } of await listWebhooks(database, organisationId)) await removeWebhook(database, organisationId, id);
      for (const table of TABLES) await database.deleteFrom(table).where('organisation_id', '=', organisationId).execute();
      await forgetWritten(database);
    }),
};

/** Removes what this process has of files that were never complete. Other processes remove theirs within a day. */
async function removeParts({ folder }: Service, organisationId: string): Promise<void> {
  const parts = join(folder, 'resumable');
  for (const name of await readdir(parts).catch(() => []))
    if (name.startsWith(`${organisationId}.`)) await rm(join(parts, name), { force: true });
}
