import { type Fingerprint, SECTIONS } from './fingerprint.ts';
import type { Cut, Section } from './sections/section.ts';
import { toMs } from './sections/splice.ts';

/** A part of a fingerprinted film. */
export interface FingerprintPart {
  /** The film's fingerprint; undefined when it could not be fingerprinted: its seconds pass with nothing in them. */
  readonly fingerprint: Fingerprint | undefined;
  /** Where the part starts, in seconds. */
  readonly start: number;
  /** Where it ends, in seconds, exclusive. */
  readonly end: number;
}

/**
 * The fingerprint of a film that consists of parts of others, such as a disc title of its clips. It is what the film itself would give,
 * except for one entry at each seam. Audio codes describe 2.7 s each, so the few nearest to a seam are the clip's, not the film's.
 * The clips' own chapters are left out.
 * @throws RangeError when no part has a fingerprint, or a part ends before it starts.
 */
export function spliceFingerprints(parts: readonly FingerprintPart[]): Fingerprint {
  const cuts: Cut<Fingerprint>[] = [];
  let seconds = 0;
  for (const { fingerprint, start, end } of parts) {
    if (!(end >= start && start >= 0)) throw new RangeError(`parts must end after they start, got ${start} to ${end}`);
    if (fingerprint) {
      cuts.push({ fingerprint, startMs: toMs(start), endMs: toMs(end), placeMs: toMs(seconds), seconds: end - start });
    }
    seconds += end - start;
  }
  if (cuts.length === 0) throw new RangeError('parts must have a fingerprint among them, got none');
  return spliceSections(SECTIONS, cuts, { durationMs: toMs(seconds), lacksPart: cuts.length < parts.length });
}

/** Joins the parts section by section. */
export function spliceSections<P>(sections: readonly Section<P>[], cuts: readonly Cut<P>[], film: Parameters<Section<P>['splice']>[1]): P {
  let known: Partial<P> = {};
  for (const { splice } of sections) known = { ...known, ...splice(cuts, film, known) };
  return known as P;
}
