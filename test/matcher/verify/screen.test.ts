import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AlignmentExtender } from '../../../packages/matcher/src/align/extend.ts';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { AlignmentScreen } from '../../../packages/matcher/src/verify/screen.ts';
import { describeRun } from '../../../packages/matcher/src/verify/segment.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const BLOCK = 32;
/** Difference of speeds by which a line is another one: more than refinement allows for. */
const OTHER_SPEED = 0.05;
const queryOf = (seed: number) => sampleFilm(syntheticFilm(seed, 60), { seconds: 60, framesPerSecond: 4, role: 'query' });
const reference = sampleFilm(syntheticFilm(1, 60), { seconds: 60, framesPerSecond: 8 }).tracks[0]!;
const clock = new FrameClock(reference);

test('a line that the screen keeps out would have shown nothing at its speed', () => {
  const outcomes = { kept: 0, out: 0, shown: 0 };
  const proposal = fc.record({
    seed: fc.integer({ min: 1, max: 4 }),
    offset: fc.oneof(fc.double({ min: -0.4, max: 0.4, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true })),
    speed: fc.oneof(fc.constant(1), fc.double({ min: 0.5, max: 2, noNaN: true })),
    block: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(
    fc.property(proposal, ({ seed, block, ...map }) => {
      const query = queryOf(seed);
      const track = query.tracks[0]!;
      const passes = new AlignmentScreen(track, 1).passes(reference, map, block * BLOCK, (block + 1) * BLOCK);
      const follower = new AlignmentExtender(track, clock);
      const refined = follower.refine(map, block * BLOCK, (block + 1) * BLOCK);
      const run = refined && follower.extend(refined);
      const score =
        run === undefined
          ? 0
          : describeRun(query, track, clock, run, { mirrored: false, rotation: 0 }, { libraryHours: 1, trials: 1 }).score;
      // A line at a wrong speed crosses the right one. Where it does, its speed may snap to the right one, which is proposed by itself.
      const isOther = run !== undefined && Math.abs(run.map.speed - map.speed) > OTHER_SPEED;
      outcomes[passes ? 'kept' : 'out']++;
      if (score > 0 && !isOther) outcomes.shown++;
      if (score > 0 && !isOther) expect(passes).toBe(true);
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(outcomes.shown).toBeGreaterThan(20);
  expect(outcomes.out).toBeGreaterThan(100);
});

test('the same likeness passes in a small library and is kept out in one where chance would show it often', () => {
  const query = queryOf(1);
  const track = query.tracks[0]!;
  const hashes = track.hashes.slice();
  // A fifth of the bits away, for three seconds: close, but for a short time.
  for (let frame = 0; frame < hashes.length / 8; frame++) {
    const turned = frame >= 40 && frame < 52 ? 0.2 : 0.5;
    for (let bit = 0; bit < 256 * turned; bit++) hashes[8 * frame + (((bit * 37) % 256) >> 5)]! ^= 1 << ((bit * 37) % 32);
  }
  const passesIn = (hours: number) => new AlignmentScreen({ ...track, hashes }, hours).passes(reference, { offset: 0, speed: 1 }, 32, 64);
  expect([passesIn(1), passesIn(1e30)]).toEqual([true, false]);
});
