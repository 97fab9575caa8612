import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { Enrolled, EnrolledReference } from './enrollment.ts';

/** Ids of the stored scans that may find other things now. Those of the library's revision cannot. */
export async function scansToSearchAgain(catalogue: CatalogueReader, enrolled?: readonly Enrolled[]): Promise<string[]> {
  const revision = await catalogue.revision();
  const outdated = (await catalogue.scans()).filter(({ libraryRevision, fault }) => libraryRevision !== revision || fault !== undefined);
  if (enrolled === undefined) return outdated.map(({ id }) => id);
  const changed = enrolled.filter((each): each is EnrolledReference => each.kind === 'reference' && (!each.wasThere || !!each.upgraded));
  if (changed.length === 0) return [];
  if (changed.some(({ upgraded }) => !upgraded || upgraded.some((name) => name !== 'details'))) return outdated.map(({ id }) => id);
  const titles = new Map((await catalogue.references()).map(({ id, titleId }) => [id, titleId]));
  const detailed = new Set(changed.map(({ reference }) => reference.titleId));
  return outdated.flatMap(({ id, matches }) =>
    matches.some(({ referenceId }) => detailed.has(titles.get(referenceId) ?? '')) ? [id] : [],
  );
}
