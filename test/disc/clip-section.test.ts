import { type DiscClip, findSection, openDiscSource, streamClip } from '@streetdate/disc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';
import { writeFiles } from '../tools/disc/write-disc.ts';

const path = clipFolder();
/** Clocks of clips start anywhere, seconds; this one passes the end of 33 bits 50 s later. */
const CLOCK = 2 ** 33 / 90_000 - 50;
const SECONDS = 400;
/** Bytes between two presentation times. */
const STEP = 6144;
/** Seconds between them. */
const PACE = 0.1;

/** The header of a packet of a stream, with a presentation time in seconds (ISO/IEC 13818-1, 2.4.3.6). */
function packetHeader(streamId: number, seconds: number, length: number): Uint8Array {
  const time = Math.round(seconds * 90_000) % 2 ** 33;
  const [high, middle, low] = [Math.floor(time / 2 ** 30), Math.floor(time / 2 ** 15) % 2 ** 15, time % 2 ** 15];
  const marked = (value: number) => [(value >> 7) & 0xff, ((value << 1) & 0xff) | 1];
  return Uint8Array.from([
    ...[0, 0, 1, streamId, length >> 8, length & 0xff, 0x80, 0x80, 5],
    ...[0x21 | (high << 1), ...marked(middle), ...marked(low)],
  ]);
}

/** A second of a Blu-ray's packets, or of a DVD's sectors, of which the first has a time. */
const KINDS = {
  'a Blu-ray': (seconds: number) => {
    const bytes = new Uint8Array(STEP);
    for (let at = 0; at < STEP; at += 192) bytes[at + 4] = 0x47;
    bytes.set([0x47, 0x50, 0x11, 0x10], 4);
    bytes.set(packetHeader(0xe0, seconds, 0), 8);
    return bytes;
  },
  'a DVD': (seconds: number) => {
    const bytes = new Uint8Array(STEP);
    for (let at = 0; at < STEP; at += 2048) bytes.set([0, 0, 1, 0xba], at);
    bytes.set(packetHeader(0xe0, seconds, 2048 - 20), 14);
    return bytes;
  },
} as const;

describe.each(['a Blu-ray', 'a DVD'] as const)('in a clip of %s', (kind) => {
  const file = kind === 'a DVD' ? 'VIDEO_TS/VTS_01_1.VOB' : 'BDMV/STREAM/00001.m2ts';
  const units = Array.from({ length: SECONDS / PACE }, (_, at) => KINDS[kind](CLOCK + at * PACE));
  const bytes = Buffer.concat(units);
  const clip: DiscClip = {
    id: '00001',
    duration: SECONDS,
    // Clips lie in several ranges of a file.
    pieces: [
      { file, offset: 0, length: 100 * STEP },
      { file, offset: 200 * STEP, length: bytes.length - 100 * STEP },
    ],
    ...(kind === 'a DVD' && { vobId: 1 }),
  };
  const open = async () => {
    const folder = path(file.slice(0, 4));
    const stored = Buffer.concat([bytes.subarray(0, 100 * STEP), new Uint8Array(100 * STEP), bytes.subarray(100 * STEP)]);
    await writeFiles(folder, { [file]: stored, ...(kind === 'a DVD' && { 'VIDEO_TS/VIDEO_TS.IFO': 'x' }) });
    return openDiscSource(folder);
  };

  test('a section holds the seconds asked for, and little more', async () => {
    const source = await open();
    const moment = fc.double({ min: -20, max: SECONDS + 20, noNaN: true });
    await fc.assert(
      fc.asyncProperty(moment, fc.double({ min: 0, max: 30, noNaN: true }), async (from, length) => {
        const { offset, end } = await findSection(source, clip, { clock: CLOCK, from, to: from + length });
        const [first, behind] = [(offset / STEP) * PACE, (end / STEP) * PACE];
        expect(first).toBeLessThanOrEqual(Math.max(0, from + PACE));
        expect(behind).toBeGreaterThanOrEqual(Math.min(SECONDS, from + length));
        const asked = Math.min(SECONDS, from + length) - Math.max(0, from);
        expect(end - offset).toBeLessThan(5_000_000 + (Math.max(0, asked) / PACE) * STEP);
      }),
      { numRuns: 60 },
    );
    await source.close();
  });

  test('a part of it is read over the seams of its ranges, and to its end', async () => {
    const source = await open();
    for (const [offset, end] of [
      [0, STEP],
      [90 * STEP, 110 * STEP],
      [3 * STEP, bytes.length],
      [bytes.length - STEP, bytes.length + STEP],
      [50 * STEP, 50 * STEP],
    ] as const) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of streamClip(source, clip, offset, end)) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(bytes.subarray(offset, end))).toBe(true);
    }
    await source.close();
  });
});

test('of a clip without times the start is given', async () => {
  const file = 'BDMV/STREAM/00002.m2ts';
  await writeFiles(path('timeless'), { [file]: new Uint8Array(3_000_000) });
  const source = await openDiscSource(path('timeless'));
  const clip: DiscClip = { id: '00002', duration: 0, pieces: [{ file, offset: 0, length: 3_000_000 }] };
  expect(await findSection(source, clip, { clock: 0, from: 10, to: 20 })).toEqual({ offset: 0, end: 2_000_000 });
  await expect(findSection(source, clip, { clock: 0, from: 10, to: 9 })).rejects.toThrow(
    new RangeError('to must be from 10 to 1000000, got 9'),
  );
  await source.close();
});
