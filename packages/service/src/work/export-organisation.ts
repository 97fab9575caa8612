import { listAccounts } from '../accounts/accounts.ts';
import { listKeys } from '../accounts/keys.ts';
import { listHolds } from '../organisations/holds.ts';
import { readLimits } from '../organisations/limits.ts';
import { findOrganisation } from '../organisations/organisations.ts';
import { listDecisions } from '../reviews/decisions.ts';
import type { Service } from '../service.ts';
import { listUploads } from '../uploads/upload-list.ts';
import { listVerdicts } from '../uploads/uploads.ts';
import { listWebhooks } from '../webhooks/webhooks.ts';

/** Rows read at once. */
const PAGE = 200;

/** Something that an organisation has, with what it is. */
export interface ExportLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** All that an organisation has but its audit log, without secrets, passwords and media. */
export async function* exportOrganisation(
  { database, libraries }: Pick<Service, 'database' | 'libraries'>,
  organisationId: string,
  hasFingerprints: boolean,
): AsyncGenerator<ExportLine, void> {
  yield { type: 'organisation', ...(await findOrganisation(database, organisationId)), limits: await readLimits(database, organisationId) };
  const { titles, discs, allowed } = await libraries.use(organisationId, async (library) => ({
    titles: await library.titles(),
    discs: await library.discs(),
    allowed: (await library.allowedSources()).sources,
  }));
  for (const title of titles) yield { type: 'title', ...title };
  for (const source of allowed) yield { type: 'allowed-source', ...source };
  for (const { path: _, stamp: __, ...disc } of discs) yield { type: 'disc', ...disc };
  for (let after: string | undefined; ; ) {
    const page = await libraries.use(organisationId, ({ catalogue }) => catalogue.referencePage({ after, most: PAGE }));
    for (const { media: _, ...reference } of page) {
      const bytes = hasFingerprints
        ? await libraries.use(organisationId, ({ blobs }) => blobs.get('fingerprint', reference.fingerprintSha256))
        : undefined;
      yield { type: 'reference', ...reference, ...(bytes && { fingerprint: Buffer.from(bytes).toString('base64') }) };
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  for (const { organisationId: _, ...account } of await listAccounts(database, organisationId)) yield { type: 'account', ...account };
  for (const key of await listKeys(database, organisationId)) yield { type: 'key', ...key };
  for (const { secret: _, oldSecrets: __, ...webhook } of await listWebhooks(database, organisationId))
    yield { type: 'webhook', ...webhook };
  yield* pages((before) => listHolds(database, organisationId, { before, most: PAGE }), 'legal-hold');
  for await (const upload of pages((before) => listUploads(database, organisationId, { before, most: PAGE }), 'upload')) {
    const { organisationId: _, ...facts } = upload;
    yield { ...facts, type: 'upload' };
    yield* pages((before) => listVerdicts(database, organisationId, upload.id as string, { before, most: PAGE }), 'verdict');
    yield* pages((before) => listDecisions(database, organisationId, { uploadId: upload.id as string, before, most: PAGE }), 'decision');
  }
}

async function* pages<T extends { readonly id: string }>(
  list: (before: string | undefined) => Promise<readonly T[]>,
  type: string,
): AsyncGenerator<ExportLine> {
  for (let before: string | undefined; ; ) {
    const page = await list(before);
    for (const each of page) yield { type, ...each };
    if (page.length < PAGE) return;
    before = page.at(-1)!.id;
  }
}
