import type { Library } from '@streetdate/engine/internal';
import { findTitle, listDiscsByReference, listReferences, type StoredReference, type TitleWithWindows } from '@streetdate/engine/internal';
import type { ReferenceRecord, TitleRecord } from '@streetdate/engine/records';

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
