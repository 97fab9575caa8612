import { listDiscsByReference } from '../catalogue/discs.ts';
import type { Library } from '../catalogue/library.ts';
import { listReferences, type StoredReference } from '../catalogue/references.ts';
import { findTitle, type TitleWithWindows } from '../catalogue/titles.ts';
import type { ReferenceRecord, TitleRecord } from '../output/library-records.ts';

/** What the command prints of a title. */
export async function titleRecordOf({ database }: Library, title: TitleWithWindows): Promise<TitleRecord> {
  const references = await listReferences(database);
  return {
    type: 'title',
    ...title,
    windows: [...title.windows],
    referenceIds: references.filter(({ titleId }) => titleId === title.id).map(({ id }) => id),
  };
}

/** What the command prints of an enrolled rendition. */
export async function referenceRecordOf({ database }: Library, reference: StoredReference): Promise<ReferenceRecord> {
  const { fingerprintSha256: _, media, ...facts } = reference;
  const title = await findTitle(database, reference.titleId);
  const discs = (await listDiscsByReference(database)).get(reference.id) ?? [];
  return {
    type: 'reference',
    ...facts,
    title: title?.name ?? reference.titleId,
    ...(media && { path: media.path }),
    ...(discs.length > 0 && { discs }),
  };
}
