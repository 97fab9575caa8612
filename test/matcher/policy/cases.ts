import { type Match, parseWindow, type Sighting, type Source, type SourceEvidence } from '@streetdate/matcher';

/** A match without any doubt. */
export const match: Match = {
  referenceId: 'night-train-disc',
  score: 12,
  expectedFalseMatches: 1e-12,
  strength: 'strong',
  shared: [],
  segments: [
    {
      queryStart: 0,
      queryEnd: 60,
      referenceStart: 600,
      referenceEnd: 660,
      speed: 1,
      mirrored: false,
      rotation: 0,
      queryView: 'active',
      referenceView: 'active',
      backgroundDistance: 0.47,
      meanDistance: 0.03,
      framesCompared: 240,
      independentFrames: 80,
      score: 12,
      distances: [8],
      frameTimes: [0],
    },
  ],
  secondOpinion: { algorithm: 'blockhash/1', framesCompared: 30, meanDistance: 0.05, vote: 'agrees' },
};

/** Windows in the notation of the command line. */
export const windows = (...texts: readonly string[]) => texts.map(parseWindow);

/** Seen first-hand at noon UTC of a day in March 2026, in the United States unless given otherwise. */
export function seenOn(day: number, over: Partial<Sighting> = {}): Sighting {
  return { seenAt: `2026-03-${String(day).padStart(2, '0')}T12:00:00Z`, seenAtBasis: 'observed', territory: 'US', ...over };
}

/** Seen in an unknown territory. */
export function seenSomewhereOn(day: number): Sighting {
  const { territory: _, ...somewhere } = seenOn(day);
  return somewhere;
}

/** One piece of source evidence. */
export const evidence = (source: Source, likelihoodRatio: number): SourceEvidence => ({
  source,
  likelihoodRatio,
  reason: `Looks like ${source}.`,
});
