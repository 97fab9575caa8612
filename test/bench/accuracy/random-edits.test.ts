// @module-tag process
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { Cache } from '../../../packages/bench/src/accuracy/cache.ts';
import { CopyDraft, type Recipe } from '../../../packages/bench/src/accuracy/copy-draft.ts';
import { rearrangeTruth } from '../../../packages/bench/src/accuracy/cut-list.ts';
import type { Film } from '../../../packages/bench/src/accuracy/film.ts';
import { makeRecipe } from '../../../packages/bench/src/accuracy/make-recipe.ts';
import { drawChain, drawQuery, MOST_OPERATORS, STRENGTH_BINS } from '../../../packages/bench/src/accuracy/random-edits/draw-query.ts';
import { FAMILIES } from '../../../packages/bench/src/accuracy/random-edits/operator.ts';
import { OPERATORS } from '../../../packages/bench/src/accuracy/random-edits/operators.ts';
import { randomEditsText } from '../../../packages/bench/src/accuracy/random-edits/report.ts';
import type { QueryResult } from '../../../packages/bench/src/accuracy/random-edits/result.ts';
import { intervalIou, summarise } from '../../../packages/bench/src/accuracy/random-edits/summary.ts';
import { Random } from '../../../packages/bench/src/accuracy/seeded-random.ts';
import type { TruthSegment } from '../../../packages/bench/src/accuracy/truth.ts';
import { clipFolder, countedFilm } from '../../tools/clips.ts';
import { runFfmpeg } from '../../tools/footage.ts';

const place = clipFolder();
const RATE = 24;
const COUNTED = 8;
const shape = { frameRate: RATE, hasSound: false } as const;
const counted: Film = { id: 'counted', path: 'counted.mp4', production: 'counted', duration: COUNTED, width: 64, height: 48, ...shape };
const white: Film = { ...counted, id: 'white', path: 'white.mp4', production: 'white' };
const card: Film = { ...counted, id: 'card', path: 'card.mp4', production: 'card', width: 128, height: 96 };
let cache: Cache;

beforeAll(async () => {
  cache = await Cache.open(place('cache'));
  const encoder = ['-c:v', 'libx264', '-qp', '0', '-preset', 'veryfast'];
  const source = (text: string) => ['-f', 'lavfi', '-i', text, '-vf', 'format=yuv420p', ...encoder];
  await countedFilm(cache.resolve(counted.path), COUNTED);
  await runFfmpeg([...source(`color=c=white:s=64x48:r=${RATE}:d=${COUNTED}`), cache.resolve(white.path)]);
  await runFfmpeg([...source(`testsrc2=s=128x96:r=${RATE}:d=${COUNTED}`), cache.resolve(card.path)]);
});

describe('a chain', () => {
  test('is a function of set and number', () => {
    expect(drawChain('reported', 7)).toEqual(drawChain('reported', 7));
    expect(drawChain('reported', 7)).not.toEqual(drawChain('tuning', 7));
  });

  test('has one to five operators, none twice, whose strengths are its strength shared out', () => {
    for (let number = 1; number <= 200; number++) {
      const { strength, links } = drawChain('tuning', number);
      expect(new Set(links.map(({ operator }) => operator)).size).toBe(links.length);
      expect(Math.hypot(...links.map((link) => link.strength))).toBeCloseTo(strength, 2);
      expect(strength).toBeLessThanOrEqual(1);
    }
  });

  test('of 25 numbers in sequence has each length at each strength once', () => {
    const cells = Array.from({ length: 25 }, (_, at) => drawChain('tuning', 26 + at)).map(
      ({ strength, links }) => `${links.length} ${Math.floor(strength * STRENGTH_BINS)}`,
    );
    expect(new Set(cells).size).toBe(MOST_OPERATORS * STRENGTH_BINS);
  });
});

test('a query is a function of set, number, kind and footage', () => {
  const draw = (number: number, kind: 'copy' | 'other' = 'copy') => drawQuery({ set: 'tuning', number, kind }, [counted, card], [white]);
  for (const number of [1, 2, 3, 40]) expect(draw(number).draft.finish()).toEqual(draw(number).draft.finish());
  expect(draw(3).draft.finish()).not.toEqual(draw(4).draft.finish());
  expect(draw(3).chain).toEqual(draw(3, 'other').chain);
});

test('operators have names of their own, and each family has ten and more', () => {
  expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
  for (const family of FAMILIES) expect(OPERATORS.filter((each) => each.family === family).length, family).toBeGreaterThanOrEqual(10);
});

test.each(OPERATORS.map((operator) => [operator.name, operator] as const))(
  'ffmpeg makes %s at any strength, as long as it says',
  async (name, { apply }) => {
    for (const strength of [0.02, 0.5, 1]) {
      const draft = CopyDraft.fromPieces([{ film: card, start: 1, duration: 4 }], card).mute();
      apply(draft, strength, new Random(`${name}/${strength}`), [white]);
      const { width, height } = draft;
      const { recipe, pictures } = await decode(draft);
      const frames = pictures.length / (width * height);
      // So it has the size that it says, too.
      expect(Number.isInteger(frames), `${frames} frames of ${width} × ${height}`).toBe(true);
      expect(Math.abs(frames - recipe.duration * RATE), `${frames} frames in ${recipe.duration} s`).toBeLessThanOrEqual(2);
    }
  },
);

describe('the truth about time', () => {
  const REARRANGING = ['speed', 'changing-speed', 'drops', 'holds', 'pieces', 'order', 'reverse', 'repeats'];

  test.each(REARRANGING)('after %s names the frames that are shown', async (name) => {
    const { apply } = OPERATORS.find((operator) => operator.name === name)!;
    for (const strength of [0.3, 0.7, 1]) await checkFrames([[apply, strength]], `${name}/${strength}`);
  });

  test('after several operators names them as well', async () => {
    const named = (name: string) => OPERATORS.find((operator) => operator.name === name)!.apply;
    await checkFrames(
      [
        [named('order'), 0.5],
        [named('reverse'), 0.6],
        [named('speed'), 0.4],
      ],
      'chain 1',
    );
    await checkFrames(
      [
        [named('reverse'), 1],
        [named('pieces'), 0.5],
        [named('drops'), 0.3],
      ],
      'chain 2',
    );
    await checkFrames(
      [
        [named('changing-speed'), 0.6],
        [named('repeats'), 1],
        [named('order'), 0.4],
      ],
      'chain 3',
    );
  });

  test('of what is played backwards twice runs forwards', () => {
    const segment: TruthSegment = {
      ...{ referenceId: 'a', queryStart: 0, queryEnd: 10, referenceStart: 20, referenceEnd: 30, speed: 1 },
      ...{ mirrored: false, channel: 'picture' },
    };
    const backwards = rearrangeTruth([segment], [{ start: 2, end: 6, speed: -2 }]);
    expect(backwards).toEqual([{ ...segment, queryStart: 0, queryEnd: 2, referenceStart: 22, referenceEnd: 26, speed: -2 }]);
    const again = rearrangeTruth(backwards, [{ otherSeconds: 1 }, { start: 0, end: 1, speed: -0.5 }]);
    expect(again).toEqual([{ ...segment, queryStart: 1, queryEnd: 3, referenceStart: 24, referenceEnd: 26, speed: 1 }]);
  });
});

describe('the summary', () => {
  const segment = { queryStart: 0, queryEnd: 10, referenceStart: 5, referenceEnd: 15 };
  const truth: TruthSegment = { ...segment, referenceId: 'a', speed: 1, mirrored: false, channel: 'picture' };
  const copy: QueryResult = {
    ...{ queryId: 'copy-1', number: 1, kind: 'copy', film: 'a', strength: 0.3, chain: [{ operator: 'crop', strength: 0.3 }] },
    ...{ duration: 10, truth: [truth], matchMs: 1, doubtful: [] },
    found: [{ referenceId: 'a', score: 5, strong: true, segments: [{ ...segment, queryEnd: 5, referenceEnd: 10 }] }],
  };
  const missed: QueryResult = { ...copy, queryId: 'copy-2', strength: 1, found: [], doubtful: [{ referenceId: 'a', score: 0.5 }] };
  const other: QueryResult = {
    ...copy,
    queryId: 'other-1',
    kind: 'other',
    truth: [],
    found: [],
    doubtful: [{ referenceId: 'b', score: 0.7 }],
  };

  test('counts a copy as above every wrong pair by scores, reported or not', () => {
    const { all, byStrength, highestWrong } = summarise([copy, missed, other]);
    expect(highestWrong).toBe(0.7);
    expect(all).toMatchObject({ copies: 2, noFalse: { value: 0.5 }, strong: 0.5, reported: 0.5, queryIou: 0.5, referenceIou: 0.5 });
    expect(byStrength.map(({ recall }) => recall.copies)).toEqual([0, 1, 0, 0, 1]);
    expect(summarise([copy, missed]).all.noFalse.value).toBe(1);
  });

  test('tells copies with an operator from those without, and names wrong answers', () => {
    const wrong = { ...other, found: [{ ...copy.found[0]!, referenceId: 'b' }] };
    const { byOperator, wrongStrong } = summarise([copy, { ...missed, chain: [{ operator: 'blur', strength: 1 }] }, wrong]);
    expect(byOperator.find(({ operator }) => operator === 'blur')).toMatchObject({ having: { strong: 0 }, lacking: { strong: 1 } });
    expect(wrongStrong).toEqual([wrong]);
    const run = { set: 'tuning', clips: 'some', first: 1, references: 2, copied: 1, thumbnails: false } as const;
    expect(randomEditsText({ ...run, results: [copy, wrong] })).toContain('- other-1, a, 0.30 (crop 0.30): **strongly** b 5.00');
  });

  test('compares the time that intervals cover, however they are cut', () => {
    expect(
      intervalIou(
        [
          [0, 4],
          [4, 10],
        ],
        [[5, 10]],
      ),
    ).toBe(0.5);
    expect(intervalIou([[0, 1]], [])).toBe(0);
  });
});

type Apply = (typeof OPERATORS)[number]['apply'];

/** Alters the film whose frames count, and compares every frame of the copy with what the truth says of its instant. */
async function checkFrames(chain: readonly (readonly [Apply, number])[], seed: string): Promise<void> {
  const draft = CopyDraft.fromPieces([{ film: counted, start: 0.5, duration: 7 }], counted).mute();
  for (const [at, [apply, strength]] of chain.entries()) apply(draft, strength, new Random(`${seed}/${at}`), [white]);
  draft.encode(['-c:v', 'libx264', '-qp', '0', '-preset', 'veryfast']);
  const { recipe, pictures } = await decode(draft);
  const size = counted.width * counted.height;
  let compared = 0;
  for (let frame = 0; frame < pictures.length / size; frame++) {
    // The middle of the time for which it is shown. Near the end of a part it may be of either.
    const time = (frame + 0.5) / RATE;
    const near = (instant: number) => Math.abs(time - instant) <= 1.5 / RATE;
    const shown = recipe.segments.find(({ queryStart, queryEnd }) => time >= queryStart && time < queryEnd);
    if (recipe.segments.some(({ queryStart, queryEnd }) => near(queryStart) || near(queryEnd)) || near(0) || near(recipe.duration))
      continue;
    const count = Math.round((pictures[frame * size + size / 2]! * 219) / 255);
    compared++;
    if (shown === undefined) expect(count, `${seed} at ${time} s shows the other film`).toBe(219);
    else {
      const { speed, queryStart, referenceStart, referenceEnd } = shown;
      const reference = (speed > 0 ? referenceStart : referenceEnd) + (time - queryStart) * speed;
      expect(Math.abs(count + 0.5 - reference * RATE), `${seed} at ${time} s`).toBeLessThanOrEqual(1 + Math.abs(speed));
    }
  }
  expect(compared).toBeGreaterThan(0.3 * recipe.duration * RATE);
}

/** Makes a copy, and decodes its luma as it is stored. */
async function decode(draft: CopyDraft): Promise<{ readonly recipe: Recipe; readonly pictures: Buffer }> {
  const { path, recipe } = await makeRecipe(draft, 'queries', cache);
  const raw = `${cache.resolve(path)}.raw`;
  await runFfmpeg(['-i', cache.resolve(path), '-vsync', '0', '-f', 'rawvideo', '-pix_fmt', 'gray', raw]);
  return { recipe, pictures: await readFile(raw) };
}
