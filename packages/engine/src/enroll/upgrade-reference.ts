import type { Fingerprint } from '@streetdate/core';
import { type DataRequest, lackingData, type RequestedData, withData, withoutData } from '@streetdate/core/internal';
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

/** The name of the fingerprint of the same media that was enrolled without data; undefined if this one has none. */
export function sha256WithoutData(fingerprint: Fingerprint): string | undefined {
  const { thumbnails, details } = fingerprint;
  return thumbnails || details ? sha256Of(encodeFingerprint(withoutData(fingerprint))) : undefined;
}
