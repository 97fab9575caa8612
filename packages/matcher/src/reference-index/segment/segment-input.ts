import { encodeFingerprint, type Fingerprint, type HashTrack } from '@streetdate/core/portable';
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
}

/** Splits a fingerprint for a segment. Its arrays are shared, not copied. @throws RangeError when the fingerprint is not valid. */
export function segmentInput(id: string, fingerprint: Fingerprint, track: HashTrack): SegmentInput {
  const rest = encodeFingerprint({ ...fingerprint, tracks: fingerprint.tracks.filter((other) => other !== track) });
  const { duration, tracks } = fingerprint;
  return { id, duration, track, trackAt: tracks.indexOf(track), restBytes: rest.length, rest: () => rest };
}

/** Reads the rests of some inputs by the offsets that they will have in the segment's file. */
export function restsOf(inputs: readonly SegmentInput[], residentBytes: number): (offset: number) => Uint8Array {
  const byOffset = new Map<number, SegmentInput>();
  let offset = residentBytes;
  for (const input of inputs) {
    byOffset.set(offset, input);
    offset += align(input.restBytes);
  }
  return (at) => byOffset.get(at)!.rest();
}
