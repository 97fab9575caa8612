import type { DiscOfReference, StoredDisc } from './stored.ts';

/** The discs of each reference, by reference id. */
export function discsByReference(all: readonly StoredDisc[]): Map<string, DiscOfReference[]> {
  const byReference = new Map<string, DiscOfReference[]>();
  for (const { path: _, stamp: __, titleId: ___, label: ____, ids: _____, enrolledAt: ______, features, ...disc } of all) {
    for (const { referenceId, ...feature } of features) {
      const discs = byReference.get(referenceId) ?? [];
      byReference.set(referenceId, discs);
      discs.push({ ...disc, ...feature });
    }
  }
  return byReference;
}
