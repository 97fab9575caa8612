import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Estimate } from '../../../packages/bench/src/hashers/film/estimate.ts';
import { progressLine } from '../../../packages/bench/src/hashers/report/progress-line.ts';

describe('an estimate', () => {
  test('measures the pace of a step that tells its share, and adds what is expected of the others', () => {
    const estimate = new Estimate({ reading: 5, hashing: 3 }, 0);
    estimate.begin('reading', 0);
    expect(estimate.read(0)).toEqual({ step: 'reading', share: 0, left: 8 });
    estimate.reach(0.25);
    expect(estimate.read(4000)).toEqual({ step: 'reading', share: 4 / 19, left: 15 });
    estimate.expect('hashing', 1);
    estimate.begin('hashing', 16_000);
    expect(estimate.read(16_500)).toEqual({ step: 'hashing', share: 16.5 / 17, left: 0.5 });
    expect(estimate.read(20_000)).toEqual({ step: 'hashing', share: 1, left: undefined });
  });

  test('never leaves 0 to 1, whatever is told', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 1e5, noNaN: true }), share), { minLength: 1 }), (told) => {
        const estimate = new Estimate({ a: 1, b: 2 }, 0);
        let now = 0;
        estimate.begin('a', now);
        for (const [passed, reached] of told) {
          now += passed;
          estimate.reach(reached);
          const progress = estimate.read(now);
          expect(progress.share).toBeGreaterThanOrEqual(0);
          expect(progress.share).toBeLessThanOrEqual(1);
          expect(progress.left ?? 1).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('a progress line', () => {
  const stream = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, written, write: (text: string) => written.push(text) };
  };
  const steps = [
    { step: 'reading', share: 0, left: undefined },
    { step: 'reading', share: 0.5, left: 3.2 },
    { step: 'hashing', share: 0.9, left: 0.4 },
  ];

  test('stays on one line of a terminal, with the time left, and is gone in the end', () => {
    const terminal = stream(true);
    let now = 0;
    const line = progressLine(terminal, false, () => now);
    for (const step of steps) {
      line.show(step);
      now += 200;
    }
    line.show(steps[2]!);
    line.show(steps[2]!); // Too soon after the one before.
    line.end();
    expect(terminal.written).toEqual([
      '\r0 %: reading\u001b[K',
      '\r50 %, about 4 s left: reading\u001b[K',
      '\r90 %, about 1 s left: hashing\u001b[K',
      '\r90 %, about 1 s left: hashing\u001b[K',
      '\r\u001b[K',
    ]);
  });

  test('is silent in a pipe, and a line a step when verbose', () => {
    const [quiet, verbose] = [stream(false), stream(false)];
    for (const [pipe, isVerbose] of [[quiet, false] as const, [verbose, true] as const]) {
      const line = progressLine(pipe, isVerbose);
      for (const step of steps) line.show(step);
      line.end();
    }
    expect(quiet.written).toEqual([]);
    expect(verbose.written).toEqual(['0 %: reading\n', '90 %, about 1 s left: hashing\n']);
  });
});
