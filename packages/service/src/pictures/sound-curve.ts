import type { Fingerprint } from '@streetdate/core';
import { AUDIO_ALGORITHM, popcount32, speedOfView } from '@streetdate/core/internal';
import type { Segment } from '@streetdate/matcher';

/** How far apart the sounds of a copy and its reference are, over time. */
export interface SoundCurve {
  /** Times of the copy, seconds, in order. */
  readonly times: readonly number[];
  /** Bits of 32 that differ at each of them. */
  readonly distances: readonly number[];
}

/** Most time between a moment of the reference and the nearest code of it, seconds: codes are an eighth of a second apart, or a quarter. */
const MOST_APART = 0.3;

/**
 * Compares the codes of the sound on the alignment that the pictures gave. Of the copy's re-timings, those nearest to the alignment's speed are
 * compared, and the closest one is taken.
 * @returns undefined where either has no sound there, or was played backwards.
 */
export function soundCurveOf(query: Fingerprint, reference: Fingerprint, segment: Segment): SoundCurve | undefined {
  const known = reference.tracks.find(({ algorithm, view }) => algorithm === AUDIO_ALGORITHM && view === 'sound');
  if (known === undefined || segment.speed <= 0) return undefined;
  const off = (view: string) => Math.abs((speedOfView(view) ?? Number.POSITIVE_INFINITY) - segment.speed);
  const views = query.tracks.filter(({ algorithm, view }) => algorithm === AUDIO_ALGORITHM && speedOfView(view) !== undefined);
  const least = Math.min(...views.map(({ view }) => off(view)));
  const curves = views
    .filter(({ view }) => off(view) <= least + 1e-6)
    .map(({ hashes, timesMs }) => {
      const curve = { times: [] as number[], distances: [] as number[] };
      let near = 0;
      for (let at = 0; at < timesMs.length; at++) {
        const time = timesMs[at]! / 1000;
        if (time < segment.queryStart || time >= segment.queryEnd) continue;
        const shown = segment.referenceStart + segment.speed * (time - segment.queryStart);
        const apart = (index: number) => Math.abs(known.timesMs[index]! / 1000 - shown);
        while (near + 1 < known.timesMs.length && apart(near + 1) <= apart(near)) near++;
        if (known.timesMs.length === 0 || apart(near) > MOST_APART) continue;
        curve.times.push(time);
        curve.distances.push(popcount32(hashes[at]! ^ known.hashes[near]!));
      }
      return curve;
    })
    .filter(({ times }) => times.length > 0);
  const mean = ({ distances }: SoundCurve) => distances.reduce((sum, bits) => sum + bits, 0) / distances.length;
  return curves.sort((one, other) => mean(one) - mean(other))[0];
}
