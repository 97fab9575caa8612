import { readFileSync } from 'node:fs';
import { chooseFeatures, type Disc, type DiscTitle, type TimelinePart } from '@streetdate/disc';
import { expect, test } from 'vitest';
import { cpuClock } from '../tools/cpu-clock.ts';
import { sharedData } from '../tools/footage.ts';

function title(id: string, parts: readonly (readonly [clip: string, start: number, end: number])[], chapters = 1): DiscTitle {
  const timeline: TimelinePart[] = parts.map(([clip, start, end]) => ({ clip, start, end, seamless: false }));
  const duration = timeline.reduce((sum, { start, end }) => sum + end - start, 0);
  const facts = { otherAngles: [], video: [], audio: [], subtitles: [], firstPlay: false, linked: true };
  return { id, duration, timeline, chapters: Array.from({ length: chapters }, (_, at) => (at * duration) / chapters), ...facts };
}

const chosen = (titles: readonly DiscTitle[], mainTitle?: string) => {
  const disc: Pick<Disc, 'titles' | 'clips'> = { titles, clips: [] };
  const { features, leftOut } = chooseFeatures(disc, { mainTitle });
  return {
    features: features.map(({ title: { id }, role }) => `${role} ${id}`),
    leftOut: Object.fromEntries(leftOut.map((left) => [left.title, left.reason])),
  };
};

test('the film and its extras are features; loops and short ones are none', () => {
  const loop: [string, number, number][] = Array.from({ length: 600 }, () => ['menu', 0, 9]);
  const { features, leftOut } = chosen([
    title('1', loop),
    title('2', [['film', 0, 5400]], 20),
    title('3', [['making of', 0, 900]]),
    title('4', [['logo', 0, 6]]),
  ]);
  expect(features).toEqual(['film 2', 'extra 3']);
  expect(leftOut).toEqual({ 1: 'it is shorter than 10 s', 4: 'it is shorter than 10 s' });
});

test('of a title that plays extras in a row the extras are taken', () => {
  const scenes = [title('3', [['scenes', 0, 60]]), title('4', [['scenes', 60, 150]]), title('5', [['scenes', 150, 200]])];
  const { features, leftOut } = chosen([title('1', [['film', 0, 5400]], 20), title('2', [['scenes', 0, 200]], 3), ...scenes]);
  expect(features).toEqual(['film 1', 'extra 4', 'extra 3', 'extra 5']);
  expect(leftOut).toEqual({ 2: 'it plays 3, 4, 5 in a row' });
});

test('a film whose clips have playlists of their own stays one film', () => {
  const clips: [string, number, number][] = [
    ['a', 0, 1800],
    ['b', 0, 1800],
    ['c', 0, 1800],
  ];
  const { features } = chosen([title('800', clips, 20), ...clips.map((clip, at) => title(String(at), [clip]))]);
  expect(features).toEqual(['film 800']);
});

test('of a series each episode is taken', () => {
  const episodes = [0, 1, 2].map((at) => title(String(at + 1), [['all', 1500 * at, 1500 * (at + 1)]], 5));
  const { features, leftOut } = chosen([title('9', [['all', 0, 4500]], 15), ...episodes]);
  expect(features).toEqual(['extra 1', 'extra 2', 'extra 3']);
  expect(leftOut[9]).toBe('it plays 1, 2, 3 in a row');
});

test('a longer cut adds to the shorter one that has its pictures', () => {
  const theatrical = title(
    '1',
    [
      ['a', 0, 1000],
      ['b', 0, 1000],
    ],
    10,
  );
  const extended = title(
    '2',
    [
      ['a', 0, 1000],
      ['x', 0, 60],
      ['b', 0, 1000],
    ],
    10,
  );
  expect(chosen([theatrical, extended]).features).toEqual(['film 2']);
  expect(chosen([theatrical, extended], '1').features).toEqual(['film 1', 'extra 2']);
});

test('ten thousand playlists are sorted out in bounded time', () => {
  const clips = Array.from({ length: 30 }, (_, at) => [String(at), 0, 200] as const);
  const turned = (by: number) => clips.map((_, at) => clips[(at * 7 + by * (1 + (at % 3))) % clips.length]!);
  const titles = Array.from({ length: 10_000 }, (_, at) => title(String(at), turned(at), 12));
  const start = cpuClock();
  const { features, leftOut } = chosen(titles);
  expect(features.length + Object.keys(leftOut).length).toBe(10_000);
  expect(cpuClock() - start).toBeLessThan(20_000);
});

test('a loop of sixty thousand parts is sorted out in bounded time', () => {
  const loop = Array.from({ length: 60_000 }, (_, at) => ['film', (at % 100) * 60, (at % 100) * 60 + 60] as const);
  const start = cpuClock();
  expect(chosen([title('1', loop), title('2', [['film', 0, 6000]], 20), title('3', loop.slice(1))]).features).toEqual(['film 2']);
  expect(cpuClock() - start).toBeLessThan(20_000);
});

interface Table {
  readonly discs: readonly {
    readonly path: string;
    readonly format: string;
    readonly titles: readonly {
      readonly source: string;
      readonly segments: string;
      readonly duration: string;
      readonly type?: string;
      readonly chapters?: number;
    }[];
  }[];
}
const tables = sharedData('discs/discdb-titles.json');

test.skipIf(tables === undefined)('the main film of each pressed disc is found in its table of titles', () => {
  const { discs } = JSON.parse(readFileSync(tables!, 'utf8')) as Table;
  for (const disc of discs) {
    const main = disc.titles.filter(({ type }) => type === 'MainMovie').map(({ source }) => source);
    if (main.length === 0) continue;
    const seconds = (clock: string) => clock.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
    const titles = disc.titles.map(({ source, duration, chapters }) => title(source, [[source, 0, seconds(duration)]], chapters ?? 1));
    expect(main, disc.path).toContain(chooseFeatures({ titles, clips: [] }).features.find(({ role }) => role === 'film')?.title.id);
  }
});
