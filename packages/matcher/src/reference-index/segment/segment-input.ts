import { encodeFingerprint, type Fingerprint, type HashTrack } from '@streetdate/core/portable';
import { align } from './layout.ts';

/** One reference that goes into a segment. */
export interface SegmentPart {
  readonly id: string;
  /** Length of the film, seconds. */
  readonly duration: number;
  /** The track that is indexed. */
  readonly track: HashTrack;
  /** Place of the track among the fingerprint's tracks. */
  readonly trackAt: number;
  /** Bytes that {@link rest} gives. */
  readonly restBytes: number;
  /** The rest of the fingerprint as an `.sdfp` file: everything but the track. */
  readonly rest: () => Uint8Array;
}

/** Takes a fingerprint apart for a segment. Its arrays are shared, not copied. @throws RangeError when it is not a valid one. */
export function segmentPart(id: string, fingerprint: Fingerprint, track: HashTrack): SegmentPart {
  const rest = encodeFingerprint({ ...fingerprint, tracks: fingerprint.tracks.filter((other) => other !== track) });
  const { duration, tracks } = fingerprint;
  return { id, duration, track, trackAt: tracks.indexOf(track), restBytes: rest.length, rest: () => rest };
}

/** Gives the rests of some parts by the offsets at which they will be in the segment's file. */
export function restsOf(parts: readonly SegmentPart[], residentBytes: number): (offset: number) => Uint8Array {
  const byOffset = new Map<number, SegmentPart>();
  let offset = residentBytes;
  for (const part of parts) {
    byOffset.set(offset, part);
    offset += align(part.restBytes);
  }
  return (at) => byOffset.get(at)!.rest();
}
