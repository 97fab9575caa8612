import type { HashTrack } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import type { Candidates } from '../../../packages/index/src/reference-index/reference-index.ts';
import { countVotes } from '../../../packages/matcher/src/propose/count-votes.ts';

/** A track of 40 s with four frames a second. What its frames show plays no part in counting. */
const track: HashTrack = {
  algorithm: 'pdq/1',
  view: 'active',
  bits: 256,
  timesMs: Uint32Array.from({ length: 160 }, (_, at) => 250 * at),
  spansMs: new Uint32Array(160).fill(250),
  quality: new Uint8Array(160).fill(100),
  hashes: new Uint32Array(160 * 8),
};

/** Proposals for look-alike pairs: frames of the query and of a reference, the first one if no number is given, and differing bits. */
function proposalsOf(pairs: readonly (readonly [query: number, frame: number, reference?: number, distance?: number])[]) {
  const candidates: Candidates = {
    count: pairs.length,
    queryFrames: Uint32Array.from(pairs, ([query]) => query),
    references: Uint32Array.from(pairs, ([, , reference = 0]) => reference),
    referenceFrames: Uint32Array.from(pairs, ([, frame]) => frame),
    distances: Uint16Array.from(pairs, ([, , , distance = 48]) => distance),
  };
  return countVotes(track, candidates, () => track, 96);
}

test('a frame alone proposes one alignment, at the plain speed, in one of the two blocks that it lies in', () => {
  // The 70th frame, at 17.5 s, lies in the blocks from 12 and from 16 s.
  const proposals = proposalsOf([[70, 110]]);
  expect(proposals.map(({ map }) => map.speed)).toEqual([1]);
  expect(proposals[0]!.map.offset).toBeCloseTo(10, 0);
  expect(proposals[0]!.start).toBeLessThanOrEqual(70);
  expect(proposals[0]!.end).toBeGreaterThan(70);
});

test('frames that agree at another speed propose that speed first', () => {
  const atSpeed = 1.04 ** 6;
  const pairs = Array.from({ length: 16 }, (_, at) => [66 + at, Math.round(40 + atSpeed * at)] as const);
  const [best] = proposalsOf(pairs);
  expect(best!.map.speed).toBeGreaterThan(1.2);
  expect(best!.map.speed).toBeLessThan(1.32);
  expect(best!.votes).toBeGreaterThan(6);
});

test('frames that agree with no other are proposed at the plain speed only', () => {
  for (const { map } of proposalsOf([
    [66, 20],
    [74, 140],
    [80, 70],
  ]))
    expect(map.speed).toBe(1);
});

test('a frame is proposed anew in a block where others vote as well', () => {
  // The 70th frame votes alone in the block from 12 s, and with the 84th in the block from 16 s.
  const blocks = proposalsOf([
    [70, 110],
    [84, 124],
  ]).map(({ start, votes }) => [start, votes > 1.5]);
  expect(blocks).toContainEqual([48, false]);
  expect(blocks).toContainEqual([64, true]);
});

test('of frames alone the 32 nearest of a block are proposed, and frames that agree always', () => {
  const alone = Array.from({ length: 100 }, (_, reference) => [66, 100, reference, 90 - (reference % 50)] as const);
  const agreeing = [
    [66, 20, 100, 95],
    [74, 28, 100, 95],
  ] as const;
  const proposals = proposalsOf([...alone, ...agreeing]);
  const votes = proposals.filter(({ alone }) => alone).map(({ votes }) => votes);
  expect(votes).toHaveLength(32);
  const all = alone.map(([, , , distance]) => 2 * (1 - distance / 97)).sort((one, other) => other - one);
  expect(Math.min(...votes)).toBeCloseTo(all[31]!, 5);
  expect(proposals.filter(({ alone }) => !alone).map(({ reference }) => reference)).toContain(100);
});

test('of frames that agree the 64 alignments of a block with most votes are proposed', () => {
  const chance = Array.from({ length: 300 }, (_, reference) =>
    [66, 74].map((frame) => [frame, frame - 46, reference, 80 + (reference % 16)] as const),
  ).flat();
  const copy = Array.from({ length: 6 }, (_, at) => [66 + at, 120 + at, 300, 60] as const);
  const proposals = proposalsOf([...chance, ...copy]).filter(({ start }) => start === 64);
  expect(proposals).toHaveLength(64);
  expect(proposals[0]!.reference).toBe(300);
  // The nearest of those by chance.
  expect(proposals.filter(({ reference }) => reference % 16 === 0).length).toBeGreaterThan(15);
});
