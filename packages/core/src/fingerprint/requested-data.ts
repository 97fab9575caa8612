import type { Fingerprint } from './fingerprint.ts';

/**
 * Data that a reference may lack: thumbnails and details have to be asked for, and local features are not in fingerprints of earlier versions.
 * `details` brings its `blending` with it.
 */
export const REQUESTED_DATA = ['thumbnails', 'details', 'localFeatures'] as const;

/** One of {@link REQUESTED_DATA}. */
export type RequestedData = (typeof REQUESTED_DATA)[number];

/** What of the data is asked for. */
export type DataRequest = Readonly<Partial<Record<RequestedData, boolean | undefined>>>;

/** What a fingerprint lacks of the data that is asked for. A still has none, and an interlaced film no details. */
export function lackingData(fingerprint: Fingerprint, request: DataRequest): RequestedData[] {
  if (fingerprint.kind === 'still') return [];
  return REQUESTED_DATA.filter(
    (name) => request[name] === true && fingerprint[name] === undefined && !(name === 'details' && fingerprint.media.deinterlaced),
  );
}

/** The fingerprint with data from another one of the same film, which was made with it. Its own data stays as it is. */
export function withData(fingerprint: Fingerprint, fresh: Fingerprint, names: readonly RequestedData[]): Fingerprint {
  const { thumbnails, details, blending, localFeatures } = fresh;
  return {
    ...fingerprint,
    ...(names.includes('thumbnails') && thumbnails && { thumbnails }),
    ...(names.includes('details') && details && { details, ...(blending && { blending }) }),
    ...(names.includes('localFeatures') && localFeatures && { localFeatures }),
  };
}

/**
 * The fingerprints as it would be if the media had been enrolled with less: without what has to be asked for, and as an earlier version made it.
 * Each differs from the one before.
 */
export function withLessData(fingerprint: Fingerprint): Fingerprint[] {
  const { thumbnails, details, blending: _, ...usual } = fingerprint;
  const { localFeatures, ...bare } = usual;
  return [...(thumbnails || details ? [usual] : []), ...(localFeatures ? [bare] : [])];
}

/** Whether two fingerprints have equal hashes at equal times, on the first track. */
export function haveEqualHashes(one: Fingerprint, other: Fingerprint): boolean {
  const [a, b] = [one.tracks[0], other.tracks[0]];
  if (a === undefined || b === undefined || a.algorithm !== b.algorithm) return false;
  const isEqual = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    x.length === y.length && Array.prototype.every.call(x, (v, i) => v === y[i]);
  return isEqual(a.timesMs, b.timesMs) && isEqual(a.hashes, b.hashes);
}
