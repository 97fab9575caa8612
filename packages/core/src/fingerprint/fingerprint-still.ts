import { HASH_PICTURE_SIZE } from '../hash/frame-hasher.ts';
import { activeAreaOfStill } from '../luma/active-area/active-area.ts';
import type { LumaFrame } from '../luma/luma-frame.ts';
import { checkFrame } from '../luma/luma-frame.ts';
import { MIN_QUALITY, measureQuality } from '../luma/quality.ts';
import { scaleArea } from '../luma/scale.ts';
import { HashTrackBuilder } from './collect/hash-track-builder.ts';
import type { Fingerprint, MediaFacts } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions, nothing } from './fingerprint-frames.ts';

/** Options for {@link fingerprintStill}. */
export interface FingerprintStillOptions extends Omit<FingerprintOptions, 'framesPerSecond' | 'signal' | 'onProgress'> {
  /** Facts about the picture file, to be kept with the fingerprint. @defaultValue none */
  readonly media?: MediaFacts | undefined;
}

/**
 * Fingerprints a single picture: one hash in each track, at time 0, with a span of 0.
 * @throws StreetdateError `nothing-to-fingerprint` when a reference is black or flat; a query then has empty tracks.
 */
export function fingerprintStill(picture: LumaFrame, options: FingerprintStillOptions = {}): Fingerprint {
  const { role, hasher, secondOpinion } = checkOptions(options);
  checkFrame('picture', picture);
  const { media = {} } = options;
  const area = activeAreaOfStill(picture);
  const scaled = scaleArea(picture, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE);
  const quality = measureQuality(scaled);
  const plain = quality < MIN_QUALITY;
  if (plain && role === 'reference') throw nothing('the picture is too plain to identify it');
  const tracks = [hasher, ...(secondOpinion ? [secondOpinion] : [])].map((each) => {
    const track = new HashTrackBuilder(each);
    if (!plain) {
      track.hash(scaled);
      track.keep(0, quality);
    }
    return track.build();
  });
  return { role, kind: 'still', duration: 0, tracks, areas: [{ start: 0, end: 0, area }], media };
}
