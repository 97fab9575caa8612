import { expect, test } from 'vitest';
import { AlignmentExtender } from '../../../packages/matcher/src/align/extend.ts';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const film = syntheticFilm(3, 60);

/** Another film in the same room: a quarter of the bits are others. */
const sameRoom: Film = (time) => film(time).map((word, at) => (at < 2 ? ~word : word));

test('a line that motion has found ends where its pictures are only somewhat like the reference’s', () => {
  const copy: Film = (time) => (time >= 20 && time < 23 ? noisy(film, 8, 5)(time) : noisy(sameRoom, 8, 6)(time));
  const [query, reference] = [copy, film].map(
    (each, at) => sampleFilm(each, { seconds: 60, framesPerSecond: at === 0 ? 4 : 10 }).tracks[0]!,
  );
  const run = new AlignmentExtender(query!, new FrameClock(reference!)).extendFixed({ offset: 0, speed: 1 }, { start: 20.5, end: 22.5 })!;
  expect(query!.timesMs[run.start]).toBe(20_000);
  expect(query!.timesMs[run.end]).toBe(23_000);
  expect(run.distances).toHaveLength(12);
});

/** The speeds of noisy copies of 12 s at some speed, each after refining and extending. */
function speedsOf(speed: number, bits: number): number[] {
  return Array.from({ length: 12 }, (_, seed) => {
    const moving = syntheticFilm(100 + seed, 40);
    const copy = noisy((time) => moving(10 + speed * time), bits, seed);
    const query = sampleFilm(copy, { seconds: 12, framesPerSecond: 4, role: 'query' }).tracks[0]!;
    const clock = new FrameClock(sampleFilm(moving, { seconds: 40, framesPerSecond: 24 }).tracks[0]!);
    const extender = new AlignmentExtender(query, clock);
    return extender.extend(extender.refine({ offset: 10, speed: 1 }, 0, 32)!)!.map.speed;
  });
}

test('noisy pictures at the plain speed are not told another one', () => {
  expect(speedsOf(1, 110)).toEqual(Array.from({ length: 12 }, () => 1));
});

test.each([
  [0.98, 20],
  [25 / 24, 20],
  [25 / 24, 80],
])('clear copies at %f keep that speed', (speed, bits) => {
  for (const found of speedsOf(speed, bits)) expect(Math.abs(found - speed)).toBeLessThan(0.004);
});

test('and keeps what is on one level, however far off', () => {
  const copy = noisy(sameRoom, 8, 6);
  const [query, reference] = [copy, film].map(
    (each, at) => sampleFilm(each, { seconds: 60, framesPerSecond: at === 0 ? 4 : 10 }).tracks[0]!,
  );
  const run = new AlignmentExtender(query!, new FrameClock(reference!)).extendFixed({ offset: 0, speed: 1 }, { start: 20.5, end: 22.5 })!;
  expect([run.start, run.end]).toEqual([0, query!.timesMs.length]);
});
