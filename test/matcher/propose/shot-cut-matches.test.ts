// @module-tag slow
import { fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import { BandIndex, findMatches, PROPOSERS } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Change, cutOut, pannedFilm, shown, turned } from '../../tools/panned-film.ts';
import { paint } from '../../tools/pictures.ts';

const SECONDS = 80;
/** A catalogue is too large for everything to be compared with it, and for keypoints, which would find all of these copies. */
const catalogue = { maxComparisons: 0, proposers: PROPOSERS.filter(({ name }) => name !== 'local-features') };
const film = pannedFilm(31, SECONDS);
const index = new BandIndex();

beforeAll(async () => {
  index.add('film', await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference', secondOpinion: false }));
});

const lookUp = async (shownFilm: (time: number) => LumaFrame, change: Change, from: number, to: number) =>
  findMatches(await fingerprintFrames(shown(shownFilm, from, to, 4, change), { secondOpinion: false }), index, catalogue);

/** The search for 62 seconds of the film under each change, made once for all tests. */
const searches = new Map<Change, ReturnType<typeof lookUp>>();
function minute(change: Change): ReturnType<typeof lookUp> {
  const search = searches.get(change) ?? lookUp(film, change, 10, 72);
  searches.set(change, search);
  return search;
}

const part = { left: 0.06, top: 0, right: 0.86, bottom: 0.8 };
/** Turned by a quarter to the right. */
const onItsSide: Change = ({ width, height, pixels, time }) => paint(height, width, (x, y) => pixels[(height - 1 - x) * width + y]!, time);
const quarterTurn: Change = (frame) => onItsSide(cutOut(part)(frame));

describe.each([
  ['cropped off-centre', cutOut({ left: 0, top: 0.2, right: 0.76, bottom: 0.96 })],
  ['turned by six degrees', turned(6, 0.85)],
  ['turned by twelve degrees', turned(12, 0.85)],
  ['cropped and rotated by a quarter turn', quarterTurn],
] as const)('a muted copy that was %s', (_what, change) => {
  test('is found in a catalogue by the cuts of a minute', async () => {
    const [match, ...others] = await minute(change);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong', sound: { vote: 'silent' } });
    expect(match!.segments[0]!.referenceStart - match!.segments[0]!.queryStart).toBeCloseTo(10, 0);
  });

  test('is not found there by eight seconds, which have no timeline', async () => {
    expect(await lookUp(film, change, 10, 18)).toEqual([]);
  });
});

test('says how the copy was turned, and which part it shows', async () => {
  const [quarter] = await minute(quarterTurn);
  expect(quarter!.segments).toMatchObject([{ rotation: 90, mirrored: false, queryView: 'cut-out', referenceView: 'middle-0.5' }]);
  for (const side of ['left', 'top', 'right', 'bottom'] as const) expect(quarter!.segments[0]!.cutOut![side]).toBeCloseTo(part[side], 1);
});

test('an unrelated film is not found', async () => {
  expect(await lookUp(pannedFilm(32, SECONDS), cutOut({ left: 0, top: 0.2, right: 0.76, bottom: 0.96 }), 10, 72)).toEqual([]);
});

test('what is explained asks for no timeline: references that were not found are left alone', async () => {
  const asked = new Set<string>();
  const watched = new (class extends BandIndex {
    override trackOf(id: string) {
      asked.add(id);
      return super.trackOf(id);
    }
  })();
  watched.add('film', index.get('film')!);
  watched.add('other', await fingerprintFrames(shown(pannedFilm(33, 20), 0, 20, 12), { role: 'reference', secondOpinion: false }));
  const copy = await fingerprintFrames(shown(film, 10, 72, 4), { secondOpinion: false });
  expect(findMatches(copy, watched, catalogue)).toMatchObject([{ referenceId: 'film' }]);
  expect(asked).toEqual(new Set(['film']));
});
