import { readVpdqLines, writeVpdqLines } from '@streetdate/core/portable';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const HASH = 'e42926b9cb58d261383b699f0ff2e1076fe6183dff4986d82ca36da48034fc54';

test('lines of vPDQ become a query of at most four frames a second, without plain frames', () => {
  const lines = Array.from({ length: 60 }, (_, frame) => `${frame},${frame === 8 ? 10 : 100},${HASH},${(frame / 30).toFixed(3)}`);
  const { role, duration, tracks } = readVpdqLines(`${lines.join('\r\n')}\n\n`);
  expect({ role, duration }).toEqual({ role: 'query', duration: 2.217 });
  expect(tracks[0]).toMatchObject({ algorithm: 'pdq/1', view: 'active', bits: 256 });
  // The frame at 0.267 s is plain, and so the next one is taken.
  expect([...tracks[0]!.timesMs]).toEqual([0, 300, 567, 833, 1100, 1367, 1633, 1900]);
});

test('what is written is read again', () => {
  const frames = fc.uniqueArray(fc.nat(2000), { minLength: 1, maxLength: 20 }).map((times) => times.sort((a, b) => a - b));
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  fc.assert(
    fc.property(frames, hash, (seconds, hex) => {
      const lines = seconds.map((second, frame) => `${frame},80,${hex},${second}.000\n`).join('');
      expect(writeVpdqLines(readVpdqLines(lines))).toBe(lines);
    }),
    { seed: 23 },
  );
});

test('a fault names its line', () => {
  const right = `0,100,${HASH},0.000`;
  expect(() => readVpdqLines(`${right}\n1,100,${HASH.slice(1)},0.033`)).toThrow(/^line 2 of the vPDQ hashes: it must be frame number/);
  expect(() => readVpdqLines(`0,101,${HASH},0.000`)).toThrow('line 1 of the vPDQ hashes: its quality must be 0 to 100, got 101');
  expect(() => readVpdqLines(`0,100,${HASH},1.000\n1,100,${HASH},0.500`)).toThrow('line 2 of the vPDQ hashes: its time 0.500 is before');
  expect(() => readVpdqLines('')).toThrow('the vPDQ hashes have no frame of quality 50 or more');
  expect(() => readVpdqLines(`0,10,${HASH},0.000`)).toThrow(expect.objectContaining({ code: 'nothing-to-fingerprint' }));
});
