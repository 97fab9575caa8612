import type { SourceReading } from '@streetdate/matcher';
import type { SourceCopy } from './copies.ts';

/** How often a sign doubted renditions at one likelihood ratio. */
export interface DoubtCount {
  /** The sign's name. */
  readonly sign: string;
  /** What it said. */
  readonly likelihoodRatio: number;
  /** Doubts of the rendition that the copy was made from. */
  readonly ofTheTrue: number;
  /** Doubts of others. */
  readonly ofOthers: number;
}

/** Counts the doubts of all signs, of one rendition by one sign the strongest, in the readings of copies by what they were of; those of the camera's recordings by what was on the screen. */
export function countDoubts(
  readings: readonly { readonly copy: Pick<SourceCopy, 'of'>; readonly reading: Pick<SourceReading, 'doubts'> }[],
): DoubtCount[] {
  const counts = new Map<string, DoubtCount>();
  for (const { copy, reading } of readings) {
    const strongest = new Map(reading.doubts.toReversed().map((doubt) => [`${doubt.sign} ${doubt.referenceId}`, doubt]));
    for (const { sign, likelihoodRatio: exact, referenceId } of strongest.values()) {
      const likelihoodRatio = Number(exact.toPrecision(2));
      const key = `${sign} ${likelihoodRatio}`;
      const { ofTheTrue, ofOthers } = counts.get(key) ?? { ofTheTrue: 0, ofOthers: 0 };
      const isTrue = referenceId === copy.of;
      counts.set(key, { sign, likelihoodRatio, ofTheTrue: ofTheTrue + Number(isTrue), ofOthers: ofOthers + Number(!isTrue) });
    }
  }
  return [...counts.values()].sort((one, other) => one.sign.localeCompare(other.sign) || one.likelihoodRatio - other.likelihoodRatio);
}
