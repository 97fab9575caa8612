// @module-tag process
import { readFileSync } from 'node:fs';
import { decodeAudio } from '@streetdate/core';
import { AudioCoder, type AudioCodes, audioView, CODE_INTERVAL, popcount32, QUERY_SPEEDS, speedOfView } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../tools/footage.ts';
import { syntheticSound } from '../../tools/synthetic-sound.ts';

function code(samples: Int16Array, speeds?: typeof QUERY_SPEEDS, blockLength = samples.length): AudioCodes[] {
  const coder = new AudioCoder(speeds);
  for (let at = 0; at < samples.length; at += blockLength) coder.take(samples.subarray(at, at + blockLength));
  return coder.finish();
}

/** Mean share of bits that differ between a copy's codes and those of the film at the same places. */
function shareDiffering(film: AudioCodes, copy: AudioCodes): number {
  let differing = 0;
  let compared = 0;
  for (const [at, timeMs] of copy.timesMs.entries()) {
    const shown = film.timesMs.findIndex((time) => Math.abs(time - timeMs * copy.speed.speed) <= 500 * CODE_INTERVAL + 1);
    if (shown < 0) continue;
    differing += popcount32(film.codes[shown]! ^ copy.codes[at]!);
    compared++;
  }
  expect(compared).toBeGreaterThan(20);
  return differing / compared / 32;
}

const vector = sharedData('vectors/chromaprint/test.mp3');

test.skipIf(vector === undefined)('codes are those of chromaprint’s fpcalc, but for what another resampler changes', async () => {
  const coder = new AudioCoder();
  for await (const samples of decodeAudio(vector!)) coder.take(samples);
  const [{ codes }] = coder.finish() as [AudioCodes];
  const printed = readFileSync(`${vector}.fpcalc.out`, 'utf8');
  const expected = /FINGERPRINT=([\d,]+)/.exec(printed)![1]!.split(',').map(Number);
  // The decoder pads the end differently: the last codes may be missing.
  expect(codes.length).toBeGreaterThanOrEqual(expected.length - 2);
  const differing = [...codes].reduce((sum, one, at) => sum + popcount32(one ^ (expected[at] ?? one)), 0);
  expect(differing / codes.length / 32).toBeLessThan(0.01);
});

describe('a piece of music', () => {
  const music = syntheticSound(1, { seconds: 12 });
  const [plain] = code(music) as [AudioCodes];

  test('has a code every 0.124 s, each at the middle of its 2.7 s', () => {
    expect(plain.timesMs[0]).toBe(Math.round((1000 * (9.5 * 1365 + 2048)) / 11_025));
    expect(plain.timesMs.length).toBe(Math.floor((12 * 11_025 - 4096) / 1365) + 1 - 19);
    expect(plain.timesMs[10]! - plain.timesMs[0]!).toBeCloseTo(10_000 * CODE_INTERVAL, -1);
  });

  test('has the same codes however it is cut into blocks', () => {
    for (const length of [1, 999, 1365, 50_000]) expect(code(music, QUERY_SPEEDS, length)).toEqual(code(music, QUERY_SPEEDS));
  });

  test('has the same codes as it is and among its re-timings', () => {
    expect(code(music, QUERY_SPEEDS)[0]).toEqual(plain);
  });

  test('has nearly the same codes with noise over it, and others when it is another piece', () => {
    const [loud] = code(syntheticSound(1, { seconds: 12, noise: 0.3 })) as [AudioCodes];
    const [other] = code(syntheticSound(2, { seconds: 12 })) as [AudioCodes];
    expect(shareDiffering(plain, loud)).toBeLessThan(0.1);
    expect(shareDiffering(plain, other)).toBeGreaterThan(0.35);
  });

  test.each(QUERY_SPEEDS.filter(({ speed }) => speed !== 1).map((speed) => [audioView(speed), speed] as const))(
    'is undone exactly where it was re-timed: %s',
    (_view, speed) => {
      const copy = syntheticSound(1, { seconds: 12 / speed.speed, ...speed });
      const [retimed] = code(copy, [speed]) as [AudioCodes];
      expect(shareDiffering(plain, retimed)).toBeLessThan(0.12);
      // Without the undoing it is another piece, unless the pitch was kept, which codes bear.
      if (Math.abs(speed.pitch - 1) > 0.04)
        expect(shareDiffering(plain, { ...(code(copy) as [AudioCodes])[0], speed })).toBeGreaterThan(0.2);
    },
  );
});

test('of sound of hours each re-timing has fewer codes, which are some of those of a short one', () => {
  const music = syntheticSound(1, { seconds: 30 });
  const [short, long] = [60, 4 * 3600].map((duration) => {
    const coder = new AudioCoder(QUERY_SPEEDS, duration);
    coder.take(music);
    return coder.finish();
  }) as [AudioCodes[], AudioCodes[]];
  expect(long[0]).toEqual(short[0]);
  for (const [at, few] of long.entries()) {
    if (few.speed.speed === 1) continue;
    const all = short[at]!;
    expect([...few.timesMs]).toEqual([...all.timesMs].filter((_, code) => code % 4 === 0));
    expect([...few.codes]).toEqual([...all.codes].filter((_, code) => code % 4 === 0));
    expect(few.intervalMs).toBe(4 * all.intervalMs);
  }
});

test('silence has no codes, nor has dither, and silence within sound leaves a hole', () => {
  expect(code(new Int16Array(11_025 * 10))[0]!.codes).toHaveLength(0);
  expect(code(Int16Array.from({ length: 11_025 * 10 }, (_, at) => ((at * 7919) % 3) - 1))[0]!.codes).toHaveLength(0);
  const holed = syntheticSound(1, { seconds: 20 }).fill(0, 11_025 * 6, 11_025 * 14);
  const [{ timesMs, quality }] = code(holed) as [AudioCodes];
  expect(timesMs.some((time) => time > 8000 && time < 12_000)).toBe(false);
  expect(timesMs.some((time) => time > 16_000)).toBe(true);
  expect(Math.min(...quality)).toBeGreaterThanOrEqual(75);
});

test('sound shorter than a code has none', () => {
  expect(code(new Int16Array(0))[0]!.codes).toHaveLength(0);
  expect(code(syntheticSound(1, { seconds: 2.5 }))[0]!.codes).toHaveLength(0);
});

test('a view says the speed that it undoes, in an id that fits the file format', () => {
  for (const speed of QUERY_SPEEDS) {
    expect(audioView(speed)).toMatch(/^[\x21-\x7e]{1,16}$/);
    expect(speedOfView(audioView(speed))).toBeCloseTo(speed.speed, 4);
  }
  expect(speedOfView('active')).toBeUndefined();
});
