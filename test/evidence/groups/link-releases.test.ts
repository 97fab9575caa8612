import { EncoderTraces, type LinkedRelease, linkReleases, type ReleaseLinks, releaseOfName } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { type MadeRelease, makeCorpus } from './corpus.ts';

/** Right and false links at a ratio and above. */
function countLinks(made: readonly MadeRelease[], { links, pairs }: ReleaseLinks, leastRatio: number) {
  const madeBy = new Map(made.map(({ release, madeBy }) => [release.id, madeBy]));
  const found = links.filter(({ ratio }) => ratio >= leastRatio);
  const right = found.filter(({ releases: [one, other] }) => madeBy.get(one) === madeBy.get(other)).length;
  const pairsOfOne = made.flatMap(({ madeBy: one }, at) => made.slice(at + 1).filter(({ madeBy: other }) => one === other)).length;
  return { right, wrong: found.length - right, pairsOfOne, different: pairs - pairsOfOne };
}

/** Links of a corpus by everything but group tags. */
function linkWithoutTags(made: readonly MadeRelease[], leastRatio: number): ReleaseLinks {
  return linkReleases(
    made.map(({ release }) => release),
    { leastRatio, withTags: false },
  );
}

describe('on a corpus of known groups, without their tags', () => {
  const corpora = [1, 2, 3, 4, 5].map((seed) => {
    const made = makeCorpus(seed);
    return { made, linked: linkWithoutTags(made, 10) };
  });
  const countAll = (leastRatio: number) =>
    corpora
      .map(({ made, linked }) => countLinks(made, linked, leastRatio))
      .reduce((sum, each) => ({
        right: sum.right + each.right,
        wrong: sum.wrong + each.wrong,
        pairsOfOne: sum.pairsOfOne + each.pairsOfOne,
        different: sum.different + each.different,
      }));

  test.each([10, 100, 1000])('at a ratio of %i, false links are no more than the stated bound', (leastRatio) => {
    const { wrong, different } = countAll(leastRatio);
    expect(wrong / different).toBeLessThan(1 / leastRatio);
  });

  test('nearly all links at 100 are right, and a good part of all pairs of one group is linked', () => {
    const { right, wrong, pairsOfOne } = countAll(100);
    expect(wrong / (right + wrong)).toBeLessThan(0.01);
    expect(right / pairsOfOne).toBeGreaterThan(0.3);
    expect(countAll(1000).wrong).toBeLessThanOrEqual(2);
  });

  test('releases without habits of their own are not linked', () => {
    for (const seed of [1, 2]) {
      const made = makeCorpus(seed, { constancy: 0 }).map(({ release: { hour, leadDays, ...release }, madeBy }) => ({ release, madeBy }));
      expect(linkWithoutTags(made, 100).links).toEqual([]);
    }
  });
});

test('tags link more, clusters name who hangs together, and each link says what it is made of', () => {
  const made = makeCorpus(3);
  const releases = made.map(({ release }) => release);
  const tagged = linkReleases(releases);
  expect(tagged.links.length).toBeGreaterThan(linkReleases(releases, { withTags: false }).links.length);
  expect(tagged.learntFrom.groups).toBeGreaterThanOrEqual(15);
  for (const { ratio, traits } of tagged.links.slice(0, 20)) {
    expect(traits.reduce((product, each) => product * each.ratio, 1) / ratio).toBeCloseTo(1, 6);
  }
  expect(tagged.clusters.flat().length).toBe(new Set(tagged.clusters.flat()).size);
  expect(tagged.mostFalse).toBe(tagged.pairs / 1000);
});

test('nothing is learnt from nothing, and a wrong ratio is refused', () => {
  expect(linkReleases([])).toMatchObject({ links: [], clusters: [], pairs: 0 });
  const two = [releaseOfName('1', 'A.Film.2020.DVDRip.XviD-ONE'), releaseOfName('2', 'B.Film.2020.DVDRip.XviD-TWO')];
  expect(linkReleases(two, { leastRatio: 1 }).links).toEqual([]);
  expect(() => linkReleases([], { leastRatio: 0.5 })).toThrow('leastRatio must be at least 1');
});

test('equal values that every group has say little, rare ones more', () => {
  const release = (id: string, group: string | undefined, muxer: string): LinkedRelease => ({
    ...{ id, ...(group !== undefined && { group }), traces: { muxer } },
    naming: { separator: undefined, order: undefined, spelling: undefined },
  });
  const known = Array.from({ length: 40 }, (_, at) => release(String(at), `G${at % 20}`, at % 20 === 0 ? 'rare' : 'common'));
  const { links } = linkReleases([...known, release('x', undefined, 'rare'), release('y', undefined, 'common')], { leastRatio: 1 });
  const ratioOf = (one: string, other: string) =>
    links.find(({ releases }) => releases.includes(one) && releases.includes(other))?.ratio ?? 0;
  expect(ratioOf('0', 'x')).toBeGreaterThan(5);
  expect(ratioOf('1', 'y')).toBeLessThan(1.5);
});

test('encoder, settings and muxer are found in the bytes of a film, wherever they are cut', () => {
  const sei =
    'x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec - Copyleft 2003-2022 - http://www.videolan.org/x264.html - options: cabac=1 ref=3 deblock=1:0:0 crf=23.0\0';
  const bytes = Buffer.concat([Buffer.alloc(5000, 7), Buffer.from(sei), Buffer.alloc(6 << 20, 1), Buffer.from('\0Lavf60.16.100\0')]);
  for (const size of [1000, 4096, 1 << 20, bytes.length]) {
    const traces = new EncoderTraces();
    for (let at = 0; at < bytes.length; at += size) traces.push(bytes.subarray(at, at + size));
    expect(traces.read()).toEqual({
      encoder: 'x264 - core 164 r3095 baee400',
      settings: 'cabac=1 ref=3 deblock=1:0:0 crf=23.0',
      muxer: 'Lavf60.16.100',
    });
  }
  const nothing = new EncoderTraces();
  nothing.push(Buffer.alloc(100));
  expect(nothing.read()).toBeUndefined();
});
