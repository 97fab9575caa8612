import { fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Change, cutOut, pannedFilm, shown } from '../../tools/panned-film.ts';
import { paint } from '../../tools/pictures.ts';

const SECONDS = 80;
/** A catalogue is too large for everything to be compared with it. */
const catalogue = { maxComparisons: 0 };
const film = pannedFilm(31, SECONDS);
const index = new BandIndex();

beforeAll(async () => {
  index.add('film', await fingerprintFrames(shown(film, 0, SECONDS, 12), { role: 'reference', secondOpinion: false }));
});

const lookUp = async (shownFilm: (time: number) => LumaFrame, change: Change, from: number, to: number) =>
  findMatches(await fingerprintFrames(shown(shownFilm, from, to, 4, change), { secondOpinion: false }), index, catalogue);

/** Turned by some degrees, and enlarged so that no corner is empty. */
const tilted =
  (degrees: number): Change =>
  (frame) => {
    const { width, height, pixels } = frame;
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180) * 0.85, Math.sin((degrees * Math.PI) / 180) * 0.85];
    return paint(width, height, (x, y) => {
      const [right, down] = [x - width / 2, y - height / 2];
      return pixels[Math.round(height / 2 + sin * right + cos * down) * width + Math.round(width / 2 + cos * right - sin * down)]!;
    });
  };

describe.each([
  ['cut out off-centre', cutOut({ left: 0, top: 0.2, right: 0.76, bottom: 0.96 })],
  ['turned by six degrees', tilted(6)],
] as const)('a muted copy that was %s', (_what, change) => {
  test('is found in a catalogue by the cuts of a minute', async () => {
    const [match, ...others] = await lookUp(film, change, 10, 72);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong', sound: { vote: 'silent' } });
    expect(match!.segments[0]!.referenceStart - match!.segments[0]!.queryStart).toBeCloseTo(10, 0);
  });

  test('is not found there by eight seconds, which have no timeline', async () => {
    expect(await lookUp(film, change, 10, 18)).toEqual([]);
  });
});

test('a stranger is not found', async () => {
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
