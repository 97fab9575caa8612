import { expect, test } from 'vitest';
import { chapterMarks, chapterText } from '../../../packages/bench/src/sources/chapter-marks.ts';
import type { CopySound } from '../../../packages/bench/src/sources/copy-sound.ts';
import type { MadeFilm } from '../../../packages/bench/src/sources/films.ts';
import { type CopyMaking, isWeakAlone, type Trait, traitsOf } from '../../../packages/bench/src/sources/traits.ts';

const film: MadeFilm = { number: 1, path: '', longer: 'discs', ownTransfer: true, pal: 'faster', sound: 'language', webRate: '24' };
const alike: MadeFilm = { ...film, longer: 'all', ownTransfer: false, sound: 'same', webRate: '24000/1001' };
const sound: CopySound = { fate: 'kept', channels: 2, marked: true, chapters: true, pitchKept: false };
const making = (over: Partial<CopyMaking> = {}): CopyMaking => ({
  id: 'ntsc',
  source: 'disc',
  extent: 'whole',
  habit: 'none',
  repeats: false,
  converts: false,
  covers: false,
  merges: false,
  sound,
  ...over,
});

test('a whole copy that kept everything has all that its source has alone', () => {
  expect(traitsOf(film, making())).toEqual(['cut', 'inserts', 'transfer', 'colours', 'rate', 'beginning', 'sound', 'language', 'chapters']);
});

test('what an uploader does takes traits away, and an excerpt has few', () => {
  expect(
    traitsOf(film, making({ habit: '30 frames a second', extent: 'excerpt', sound: { ...sound, fate: 'mute', marked: false } })),
  ).toEqual(['inserts', 'transfer', 'colours']);
  expect(traitsOf(film, making({ converts: true }))).not.toContain('colours');
  expect(traitsOf(film, making({ habit: 'pictures in front' }))).not.toContain('beginning');
});

test('an excerpt of a Blu-ray that differs in nothing from the web release has none', () => {
  expect(traitsOf(alike, making({ id: 'bluray', extent: 'excerpt' }))).toEqual([]);
});

test('a copy of a broadcast has its logo unless that was covered, and begins as it does where it is whole', () => {
  const of = { id: 'broadcast', source: 'broadcast', extent: 'trimmed' } as const;
  expect(traitsOf(film, making(of))).toEqual(['marks']);
  expect(traitsOf(film, making({ ...of, covers: true }))).toEqual([]);
  expect(traitsOf(film, making({ ...of, covers: true, extent: 'whole' }))).toEqual(['beginning']);
});

test('a PAL disc tells by its speed, or by its mixed frames unless their fields were merged', () => {
  const of = { id: 'pal', extent: 'excerpt', sound: { ...sound, fate: 'mute' } } as const;
  expect(traitsOf(film, making(of))).toContain('speed');
  const mixed: MadeFilm = { ...film, pal: 'mixed' };
  expect(traitsOf(mixed, making(of))).toEqual(['inserts', 'transfer', 'colours', 'mixing']);
  expect(traitsOf(mixed, making({ ...of, merges: true }))).toEqual(['inserts', 'transfer', 'colours']);
});

test('traits of one family are one, and some are not enough alone', () => {
  expect([['rate'], ['sound', 'language'], ['speed', 'rate'], ['colours']].map((traits) => isWeakAlone(traits as Trait[]))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([[], ['cut'], ['transfer'], ['rate', 'sound'], ['colours', 'rate']].map((traits) => isWeakAlone(traits as Trait[]))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('chapter marks follow the cut and the speed of a release, and the beginning of a copy', () => {
  const marks = chapterMarks(false, 25 / 24);
  expect(marks[1]).toBeCloseTo((6 * 24) / 25);
  expect(marks.at(-1)).toBeCloseTo(((63.7 - 8) * 24) / 25);
  expect(chapterText([0, 10, 20], 5, 10)).toBe(';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=5000\nEND=10000\n');
});
