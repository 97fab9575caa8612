import type { Fingerprint } from '@streetdate/core';
import { type DataRequest, lackingData, type RequestedData, withData, withLessData } from '@streetdate/core/internal';
import { encodeFingerprint } from '@streetdate/core/portable';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import { sha256Of } from '../blobs/sha256.ts';
import type { StoredReference } from '../catalogue/stored.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';

/** A reference, and the data that it got. */
export interface Upgrade {
  readonly reference: StoredReference;
  /** Empty if there was nothing to add. */
  readonly upgraded: readonly RequestedData[];
}

/**
 * Adds data that a reference lacks to its stored fingerprint. The new fingerprint takes the place of the old one in one transaction, which
 * starts a new revision of the library: stored scans are outdated, and stay valid as what they are.
 * @param fresh - A fingerprint of the same media with the data.
 * @throws RefusedError if the reference is gone.
 */
export async function upgradeReference(stores: Stores, known: StoredReference, fresh: Fingerprint, request: DataRequest): Promise<Upgrade> {
  const { blobs, catalogue } = stores;
  const stored = await loadStored(blobs, known.fingerprintSha256);
  const upgraded = lackingData(stored, request).filter((name) => fresh[name] !== undefined);
  if (upgraded.length === 0) return { reference: known, upgraded };
  const fingerprintSha256 = await storeFingerprint(blobs, withData(stored, fresh, upgraded));
  const { now, isOurs } = await catalogue.write(async (writer) => {
    const now = await writer.reference(known.id);
    const isOurs = now?.fingerprintSha256 === known.fingerprintSha256;
    if (!now || !isOurs) return { now, isOurs };
    const made: StoredReference = { ...now, fingerprintSha256 };
    await writer.putReference(made);
    return { now: made, isOurs };
  });
  if (now === undefined) throw new RefusedError(`the reference ${known.id} was removed meanwhile`);
  // Somebody else has upgraded it meanwhile: only what it still lacks is added.
  return isOurs ? { reference: now, upgraded } : upgradeReference(stores, now, fresh, request);
}

/** The reference of the same media that was enrolled with less data; undefined if there is none. */
export async function referenceWithLess(
  { catalogue }: Pick<Stores, 'catalogue'>,
  fingerprint: Fingerprint,
): Promise<StoredReference | undefined> {
  for (const less of withLessData(fingerprint)) {
    const found = await catalogue.referenceOfContent(sha256Of(encodeFingerprint(less)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a fingerprint brings to a reference that has less: also what was not asked for. */
export function broughtBy({ thumbnails, details, localFeatures }: Fingerprint): DataRequest {
  return { thumbnails: thumbnails !== undefined, details: details !== undefined, localFeatures: localFeatures !== undefined };
}
