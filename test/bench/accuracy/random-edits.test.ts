// @module-tag slow
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Cache } from '../../../packages/bench/src/accuracy/cache.ts';
import { CopyDraft, type Recipe } from '../../../packages/bench/src/accuracy/copy-draft.ts';
import type { Film } from '../../../packages/bench/src/accuracy/film.ts';
import { makeRecipe } from '../../../packages/bench/src/accuracy/make-recipe.ts';
import { benchRandomEdits, writeRandomQuery } from '../../../packages/bench/src/accuracy/random-edits/bench-random-edits.ts';
import { OPERATORS } from '../../../packages/bench/src/accuracy/random-edits/operators.ts';
import { writeRandomEdits } from '../../../packages/bench/src/accuracy/random-edits/report.ts';
import type { RandomEdits } from '../../../packages/bench/src/accuracy/random-edits/result.ts';
import { Random } from '../../../packages/bench/src/accuracy/seeded-random.ts';
import { runFacts } from '../../../packages/bench/src/results/run-facts.ts';
import { clipFolder, countedFilm } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

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

test.each(OPERATORS.map((operator) => [operator.name, operator] as const))(
  'ffmpeg makes %s at any strength, as long as it says',
  async (name, { apply }) => {
    for (const strength of [0.02, 1]) {
      const draft = CopyDraft.fromPieces([{ film: card, start: 1, duration: 2.5 }], card).mute();
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
});

describe('a tiny run', () => {
  const options = { clips: place('clips'), keep: place('keep'), set: 'tuning', first: 11 } as const;
  let run: RandomEdits;

  beforeAll(async () => {
    await mkdir(place('clips'));
    // Four films to copy and four too short for it, of which each set gets half.
    const cut = (film: string, name: string, start: number, seconds: number) => {
      const part = ['-ss', String(start), '-i', film, '-t', String(seconds), '-vf', 'scale=160:-2', '-pix_fmt', 'yuv420p', '-an'];
      return runFfmpeg([...part, '-c:v', 'libx264', '-preset', 'veryfast', place(`clips/${name}.mp4`)]);
    };
    await cut(FOOTAGE.sintel, 'sintel', 0, 10);
    await cut(FOOTAGE.ocean, 'ocean', 0, 10);
    await cut(FOOTAGE.franck, 'franck', 20, 10);
    await cut(FOOTAGE.cap12, 'cap12_edit', 5, 10);
    for (const [at, name] of ['cap13_edit2', 'cap13-b', 'cap13-c', 'cap13-d'].entries()) await cut(FOOTAGE.cap13, name, 7 * at, 6);
    run = await benchRandomEdits({ ...options, copies: 2, others: 1 });
  }, 600_000);

  test('asks for copies and for films that are not enrolled', () => {
    expect(run.results.map(({ queryId }) => queryId)).toEqual(['copy-11', 'other-11', 'copy-12']);
    const [copy, other] = run.results;
    expect(copy!.chain).toEqual(other!.chain);
    expect(copy!.truth.every(({ referenceId }) => referenceId === copy!.film)).toBe(true);
    expect(copy!.truth.length).toBeGreaterThan(0);
    expect(other!.truth).toEqual([]);
    expect(other!.found.map(({ referenceId }) => referenceId)).not.toContain(other!.film);
  });

  test('writes a line for each query', async () => {
    const [page, lines] = await writeRandomEdits(place('out'), await runFacts(), run);
    expect(await readFile(page!, 'utf8')).toContain('of 2 copies above every wrong pair');
    const written = (await readFile(lines!, 'utf8')).trim().split('\n');
    expect(written).toEqual(run.results.map((result) => JSON.stringify(result)));
  });

  test('makes any query again, and says what was done to it', async () => {
    const before = await queriesIn(place('keep/queries'));
    await rm(place('keep/queries'), { recursive: true });
    const again = await writeRandomQuery('copy', 12, place('copy-12.mp4'), options);
    const { film: of, strength, chain } = run.results[2]!;
    expect(again).toContain(`copy-12 of ${of}, strength ${strength}`);
    for (const { operator, strength: share } of chain) expect(again).toContain(`  ${operator} ${share}: `);
    const [[name, film], ...others] = [...(await queriesIn(place('keep/queries')))] as [[string, Buffer]];
    expect(others).toEqual([]);
    expect(before.get(name)).toEqual(film);
    expect(await readFile(place('copy-12.mp4'))).toEqual(film);
  });
});

/** The films in a folder of queries, by name. */
async function queriesIn(folder: string): Promise<Map<string, Buffer>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mp4'));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

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
