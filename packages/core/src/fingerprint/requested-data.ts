import type { Fingerprint } from './fingerprint.ts';

/** Data that a reference has only if it was asked for. `details` brings its `blending` with it. */
export const REQUESTED_DATA = ['thumbnails', 'details'] as const;

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
  const { thumbnails, details, blending } = fresh;
  return {
    ...fingerprint,
    ...(names.includes('thumbnails') && thumbnails && { thumbnails }),
    ...(names.includes('details') && details && { details, ...(blending && { blending }) }),
  };
}

/** The fingerprint as it is without the data: equal for equal films, whatever was asked for. */
export function withoutData({ thumbnails: _, details: __, blending: ___, ...fingerprint }: Fingerprint): Fingerprint {
  return fingerprint;
}

/** Whether two fingerprints have equal hashes at equal times, on the first track. */
export function haveEqualHashes(one: Fingerprint, other: Fingerprint): boolean {
  const [a, b] = [one.tracks[0], other.tracks[0]];
  if (a === undefined || b === undefined || a.algorithm !== b.algorithm) return false;
  const isEqual = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    x.length === y.length && Array.prototype.every.call(x, (v, i) => v === y[i]);
  return isEqual(a.timesMs, b.timesMs) && isEqual(a.hashes, b.hashes);
}
