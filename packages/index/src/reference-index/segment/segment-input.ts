import { FEATURES_HEADER_BYTES, type FeaturesPlaces, findSection, placesOfFeatures, TABLE_BYTES } from '@streetdate/core/internal';
import { encodeFingerprint, type Fingerprint, type HashTrack } from '@streetdate/core/portable';
import { lastUpTo } from '../../sorted-times.ts';
import { align } from './layout.ts';

/** One reference that goes into a segment. */
export interface SegmentInput {
  readonly id: string;
  /** Length of the film, seconds. */
  readonly duration: number;
  /** The indexed track. */
  readonly track: HashTrack;
  /** Place of the track among the fingerprint's tracks. */
  readonly trackAt: number;
  /** Number of bytes that {@link rest} returns. */
  readonly restBytes: number;
  /** Everything but the indexed track, as an `.sdfp` file. */
  readonly rest: () => Uint8Array;
  /** Where its local features lie in that file; undefined for a reference without any. */
  readonly features: FeaturesPlaces | undefined;
}

/** Splits a fingerprint for a segment. Its arrays are shared, not copied. @throws RangeError when the fingerprint is not valid. */
export function segmentInput(id: string, fingerprint: Fingerprint, track: HashTrack): SegmentInput {
  const rest = encodeFingerprint({ ...fingerprint, tracks: fingerprint.tracks.filter((other) => other !== track) });
  const { duration, tracks } = fingerprint;
  const features = featuresIn((offset, length) => rest.subarray(offset, offset + length));
  return { id, duration, track, trackAt: tracks.indexOf(track), restBytes: rest.length, rest: () => rest, features };
}

/** Where the local features of an `.sdfp` file lie. @param read - Reads bytes of it. @returns undefined without keypoints of a reference. */
export function featuresIn(read: (offset: number, length: number) => Uint8Array): FeaturesPlaces | undefined {
  const section = findSection(read(0, TABLE_BYTES), 'LFEA');
  if (section === undefined || section.bytes < FEATURES_HEADER_BYTES) return undefined;
  const features = placesOfFeatures(read(section.offset, FEATURES_HEADER_BYTES), section.offset);
  return features.looks === 1 && features.keypoints > 0 ? features : undefined;
}

/** Reads bytes of the rests of some inputs by the offsets that they will have in the segment's file; nothing beyond them. */
export function restsOf(inputs: readonly SegmentInput[], residentBytes: number): (offset: number, length: number) => Uint8Array {
  const starts = new Float64Array(inputs.length + 1);
  starts[0] = residentBytes;
  for (const [at, { restBytes }] of inputs.entries()) starts[at + 1] = starts[at]! + align(restBytes);
  return (offset, length) => {
    if (inputs.length === 0 || offset < starts[0]! || offset >= starts.at(-1)!) return new Uint8Array(0);
    const at = lastUpTo(starts, offset, 0);
    const from = offset - starts[at]!;
    return inputs[at]!.rest().subarray(from, from + length);
  };
}
