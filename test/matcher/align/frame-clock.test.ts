import type { HashTrack } from '@streetdate/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameClock, halfInterval, NO_FRAME } from '../../../packages/matcher/src/align/frame-clock.ts';

/** Frames of 40 to 300 ms, stills of up to half a minute, and gaps. Milliseconds. */
const span = fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 40, max: 300 }) }, fc.integer({ min: 300, max: 30_000 }));
const gap = fc.oneof({ weight: 10, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 25_000 }));
const films = fc.array(fc.record({ gap, span }), { minLength: 1, maxLength: 120 }).map(trackOf);

describe('frame clock', () => {
  test('finds the last frame that covers a moment', () => {
    fc.assert(
      fc.property(films, (film) => {
        const clock = new FrameClock(film);
        const expected = allSteps(film);
        expect(expected.map((_, step) => clock.frameAt((20 * step + 1) / 1000))).toEqual(expected);
        expect([clock.frameAt(-0.01), clock.frameAt(clock.end + 0.1)]).toEqual([NO_FRAME, NO_FRAME]);
      }),
      { numRuns: 50 },
    );
  });

  test('finds the same frames whichever moment is asked first', () => {
    fc.assert(
      fc.property(films, (film) => {
        const [forwards, backwards] = [new FrameClock(film), new FrameClock(film)];
        const times = Array.from({ length: 500 }, (_, at) => (at * forwards.end) / 500);
        const reversed = times.toReversed().map((time) => backwards.frameAt(time));
        expect(times.map((time) => forwards.frameAt(time))).toEqual(reversed.toReversed());
      }),
    );
  });

  test('finds no frame of an empty track', () => {
    expect(new FrameClock(trackOf([])).frameAt(0)).toBe(NO_FRAME);
  });
});

test('half a sampling interval is half of the span that a tenth are shorter than, at most an eighth of a second', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (spans) => {
      const sorted = spans.toSorted((one, other) => one - other);
      expect(halfInterval(Uint32Array.from(spans))).toBe(Math.min(125, sorted[Math.floor(sorted.length / 10)]! / 2));
    }),
  );
  expect(halfInterval(new Uint32Array())).toBe(0);
});

function trackOf(frames: readonly { readonly gap: number; readonly span: number }[]): HashTrack {
  let time = 0;
  const times = frames.map((frame) => {
    const start = time + frame.gap;
    time = start + frame.span;
    return start;
  });
  return {
    algorithm: 'pdq/1',
    view: 'active',
    bits: 256,
    timesMs: Uint32Array.from(times),
    spansMs: Uint32Array.from(frames.map((frame) => frame.span)),
    quality: new Uint8Array(times.length),
    hashes: new Uint32Array(8 * times.length),
  };
}

/** The frame of each step of 20 ms. A frame covers the middles of steps from half an interval before it, and later frames win. */
function allSteps({ timesMs, spansMs }: HashTrack): number[] {
  const half = halfInterval(spansMs);
  const last = timesMs.length - 1;
  const steps = Array.from({ length: Math.floor((timesMs[last]! + spansMs[last]! + 60) / 20) + 1 }, () => NO_FRAME);
  for (let frame = 0; frame <= last; frame++) {
    const [from, to] = [timesMs[frame]! - half, timesMs[frame]! + spansMs[frame]! - half + 60];
    const first = Math.max(0, Math.ceil((from - 10) / 20));
    for (let step = first; step < steps.length && 20 * step + 10 <= to; step++) steps[step] = frame;
  }
  return steps;
}
