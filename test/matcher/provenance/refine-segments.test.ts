import { BandIndex, findMatches } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { bestPath, NOTHING, UNKNOWN } from '../../../packages/matcher/src/provenance/copy/best-path.ts';
import { refineSegments } from '../../../packages/matcher/src/provenance/copy/refine-segments.ts';
import { placeCopy } from '../../../packages/matcher/src/provenance/copy/rendition.ts';
import { type Film, syntheticFilm } from '../../tools/synthetic-film.ts';
import { match } from '../policy/cases.ts';
import { copyOf, rendition, without } from './copies.ts';

const SECONDS = 120;
const film = syntheticFilm(3, SECONDS);
const disc = rendition('disc', 'disc', film, SECONDS);

/** A segment as a search returns it. */
const segment = (queryStart: number, queryEnd: number, offset: number, speed = 1) => ({
  ...match.segments[0]!,
  queryStart,
  queryEnd,
  referenceStart: offset + speed * queryStart,
  referenceEnd: offset + speed * queryEnd,
  speed,
  meanDistance: 0.03,
});
/** What the copy shows of the disc, as `start-end>referenceStart xspeed`, seconds. */
const refined = (copy: Film, seconds: number, ...found: readonly ReturnType<typeof segment>[]) =>
  refineSegments(copyOf(copy, seconds), disc.fingerprint, found, 'pdq/1').map(
    ({ queryStart, queryEnd, referenceStart, speed }) =>
      `${queryStart.toFixed(0)}-${queryEnd.toFixed(0)}>${referenceStart.toFixed(0)} x${speed.toFixed(3)}`,
  );

describe('segments are extended over the whole copy', () => {
  test('where a search found a part of them', () => {
    expect(refined(film, SECONDS, segment(50, 60, 0))).toEqual(['0-120>0 x1.000']);
  });

  test('up to a scene that the rendition lacks, and beyond it', () => {
    const unrelated = syntheticFilm(50, 20);
    const longer: Film = (time) => (time < 40 ? film(time) : time < 52 ? unrelated(time - 40) : film(time - 12));
    expect(refined(longer, SECONDS + 12, segment(10, 30, 0), segment(80, 90, -12))).toEqual(['0-40>0 x1.000', '52-132>40 x1.000']);
  });

  test('and change at a shot cut, where a search found two alignments and ended early', () => {
    expect(refined(without(film, 40, 52), SECONDS - 12, segment(5, 20, 0), segment(70, 90, 12))).toEqual([
      '0-40>0 x1.000',
      '40-108>52 x1.000',
    ]);
  });

  test('at the speed that fits, where a search took another on a short interval', () => {
    expect(refined((time) => film(time * (25 / 24)), 115, segment(50, 60, 2.1, 1))).toEqual(['0-115>0 x1.042']);
  });

  test('and end where the copy shows something else', () => {
    expect(refined(syntheticFilm(51, 60), 60, segment(10, 20, 0))).toEqual([]);
  });
});

test('segments in a view without a track stay as they were found', () => {
  const crop = { ...segment(10, 20, 0), queryView: 'cut-out' };
  expect(refineSegments(copyOf(film, 60), disc.fingerprint, [crop], 'pdq/1')).toEqual([crop]);
});

test('a copy of a copy is compared with its rendition from its first frame to its last', () => {
  const index = new BandIndex();
  index.add('disc', disc.fingerprint);
  const copy = copyOf((time) => film(time + 7), 100);
  const { renditions } = placeCopy(copy, findMatches(copy, index), [disc], 'pdq/1');
  expect(renditions[0]!.segments).toHaveLength(1);
  expect(renditions[0]!.segments[0]!.referenceEnd).toBeCloseTo(107, 0);
});

describe('the best path', () => {
  const times = Array.from({ length: 20 }, (_, at) => at / 4);
  const limits = [0.15, 0.15];
  const path = (...distances: readonly number[][]) => [
    ...bestPath(
      distances.map((each) => Float32Array.from(each)),
      limits,
      times,
    ),
  ];
  const row = (of: (at: number) => number) => times.map((_, at) => of(at));

  test('follows the alignment that fits, and none where none does', () => {
    const change = path(
      row((at) => (at < 10 ? 0.02 : 0.48)),
      row((at) => (at < 10 ? 0.48 : 0.02)),
    );
    expect(change).toEqual(row((at) => (at < 10 ? 0 : 1)));
    expect(path(row(() => 0.48))).toEqual(row(() => NOTHING));
  });

  test('keeps an alignment through a frame that happens to fit another, and through unknown frames', () => {
    const one = path(
      row((at) => (at === 9 ? 0.3 : 0.02)),
      row((at) => (at === 9 ? 0.02 : 0.48)),
    );
    expect(one).toEqual(row(() => 0));
    expect(path(row((at) => (at > 5 && at < 12 ? UNKNOWN : 0.02)))).toEqual(row(() => 0));
  });

  test('follows none where there are none', () => {
    expect(path()).toEqual(row(() => NOTHING));
  });
});
