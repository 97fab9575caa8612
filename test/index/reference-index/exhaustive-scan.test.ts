import { type Fingerprint, findTrack, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { type CandidateOptions, type Candidates, LinearIndex } from '@streetdate/index';
import { findMatches } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

/** The linear index as the definition of a look-alike says it: query frame by query frame, one distance at a time. */
class SpelledOutIndex extends LinearIndex {
  override candidates(track: HashTrack, { maxDistance = 96, frames = track.timesMs.keys(), only }: CandidateOptions = {}): Candidates {
    const asked = [...frames];
    const pairs: (readonly [number, number, number, number])[] = [];
    for (const [number, id] of [...this.ids()].entries()) {
      if (only !== undefined && !only.has(id)) continue;
      const reference = findTrack(this.get(id) as Fingerprint, this.algorithm);
      for (const frame of asked) {
        for (let shown = 0; shown < (reference?.timesMs.length ?? 0); shown++) {
          const distance = hammingDistance(track.hashes, frame * 8, reference!.hashes, shown * 8, 8);
          if (distance <= maxDistance) pairs.push([frame, number, shown, distance]);
        }
      }
    }
    return {
      count: pairs.length,
      queryFrames: Uint32Array.from(pairs, ([frame]) => frame),
      references: Uint32Array.from(pairs, ([, number]) => number),
      referenceFrames: Uint32Array.from(pairs, ([, , shown]) => shown),
      distances: Uint16Array.from(pairs, ([, , , distance]) => distance),
    };
  }
}

const films = [1, 2, 3].map((seed) => syntheticFilm(seed, 90));
const filled = (index: LinearIndex) => {
  for (const [at, film] of films.entries()) index.add(`film ${at}`, sampleFilm(film, { seconds: 90, framesPerSecond: 8 }));
  return index;
};

test.each([
  ['a copy', noisy(films[1]!, 30, 7)],
  ['a poor copy', noisy(films[2]!, 70, 8)],
  ['an unrelated film', syntheticFilm(99, 90)],
])('blocks of comparisons give the matches that one comparison at a time gives: %s', (_, film) => {
  const query = sampleFilm(film, { seconds: 40, framesPerSecond: 4, role: 'query', phase: 0.1 });
  const [blocks, spelledOut] = [filled(new LinearIndex()), filled(new SpelledOutIndex())];
  const [ours, theirs] = [blocks, spelledOut].map((index) => index.candidates(query.tracks[0]!, { maxDistance: 110 }));
  expect(ours!.count).toBe(theirs!.count);
  expect(ours!.count).toBeGreaterThan(100);
  expect(findMatches(query, blocks)).toEqual(findMatches(query, spelledOut));
});
