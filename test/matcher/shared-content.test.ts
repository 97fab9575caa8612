import { BandIndex, findMatches } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, seeded, syntheticFilm } from '../tools/synthetic-film.ts';

const intro = syntheticFilm(900, 12);
const withIntro =
  (film: Film): Film =>
  (time) =>
    time < 10 ? intro(time) : film(time - 10);
const enroll = (film: Film, seconds = 100) => sampleFilm(film, { seconds, framesPerSecond: 10 });
const query = (film: Film, seconds: number) => sampleFilm(noisy(film, 12, 5), { seconds, framesPerSecond: 4, role: 'query', phase: 0.03 });
const [one, other, unrelated] = [syntheticFilm(1, 120), syntheticFilm(2, 120), syntheticFilm(3, 120)];

test('the intro that two films share accuses neither of them', () => {
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one)));
  index.add('other', enroll(withIntro(other)));
  expect(findMatches(query(withIntro(unrelated), 60), index)).toEqual([]);
});

test('a copy of one of them is found all the same, and what was not counted is named', () => {
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one)));
  index.add('other', enroll(withIntro(other)));
  const matches = findMatches(query(withIntro(one), 60), index);
  expect(matches.map(({ referenceId }) => referenceId)).toEqual(['one']);
  const [match] = matches;
  expect(match).toMatchObject({ strength: 'strong', shared: [{ referenceId: 'other', kind: 'common' }] });
  expect(match!.shared[0]!.start).toBeCloseTo(0, 0);
  expect(match!.shared[0]!.end).toBeCloseTo(10, 0);
});

test('a film that was enrolled twice is found twice, each marked as a duplicate of the other', () => {
  const index = new BandIndex();
  index.add('disc', enroll(one));
  index.add('master', enroll(noisy(one, 6, 77)));
  const matches = findMatches(query(one, 12), index);
  expect(matches).toHaveLength(2);
  for (const match of matches) {
    expect(match).toMatchObject({ strength: 'strong', shared: [{ kind: 'duplicate' }] });
    expect(match.shared[0]!.referenceId).not.toBe(match.referenceId);
  }
});

test('two editions that share most of an hour are both found, and the span that they share is named', () => {
  const index = new BandIndex();
  index.add('theatrical', enroll(one, 80));
  index.add(
    'extended',
    enroll((time) => (time < 15 ? other(time) : one(time - 15)), 100),
  );
  const matches = findMatches(
    query((time) => one(time + 30), 20),
    index,
  );
  expect(matches.map(({ referenceId }) => referenceId).sort()).toEqual(['extended', 'theatrical']);
  const extended = matches.find(({ referenceId }) => referenceId === 'extended')!;
  expect(extended.shared).toMatchObject([{ referenceId: 'theatrical', kind: 'part' }]);
  expect(extended.shared[0]!.start).toBeCloseTo(15, 0);
  expect(extended.shared[0]!.end).toBeCloseTo(95, 0);
});

test.each([
  ['', new Map()],
  [', also where their titles differ', new Map(['theatrical', 'extended'].map((id) => [id, id]))],
])('two editions that are cut into parts of less than a minute are both found%s', (_also, titles) => {
  // Four parts of 25 s, between which only the longer one has 15 s more: no interval is half of a film or a minute.
  const longer: Film = (time) =>
    time % 40 < 25 ? one(25 * Math.floor(time / 40) + (time % 40)) : other(15 * Math.floor(time / 40) + (time % 40));
  const index = new BandIndex();
  index.add('theatrical', enroll(one));
  index.add('extended', enroll(longer, 160));
  const matches = findMatches(query(one, 100), index, { titles });
  expect(matches.map(({ referenceId }) => referenceId).sort()).toEqual(['extended', 'theatrical']);
  for (const { strength, shared } of matches) {
    expect(strength).toBe('strong');
    expect([...new Set(shared.map(({ kind }) => kind))]).toEqual(['part']);
  }
});

test('two takes before one camera are no editions: their shared intro accuses neither of them', () => {
  // A man comes back to the same few poses, in another order in each take. So every picture of one is in the other.
  const poses = Array.from({ length: 5 }, (_, pose) => syntheticFilm(910 + pose, 1)(0));
  const take = (seed: number): Film => {
    const random = seeded(seed);
    const order = Array.from({ length: 60 }, () => poses[Math.floor(random() * poses.length)]!);
    return noisy((time) => order[Math.floor(time)]!, 8, seed);
  };
  const index = new BandIndex();
  index.add('take 1', enroll(withIntro(take(1)), 60));
  index.add('take 2', enroll(withIntro(take(2)), 60));
  const titles = new Map(['take 1', 'take 2'].map((id) => [id, id]));
  expect(findMatches(query(withIntro(unrelated), 30), index, { titles })).toEqual([]);
  expect(findMatches(query(intro, 10), index, { titles })).toEqual([]);
});

test('an intro that other films hold in pieces too short to be found counts for none of them', () => {
  // Pieces of 1.6 s, each of another part of the intro, minutes apart: not one of them is a match by itself.
  const inPieces =
    (film: Film): Film =>
    (time) =>
      time % 25 < 1.6 ? intro(((1.6 * Math.floor(time / 25)) % 9.6) + (time % 25)) : film(time);
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one)));
  const showsIntro = query(withIntro(unrelated), 30);
  expect(findMatches(showsIntro, index)).toMatchObject([{ referenceId: 'one', strength: 'strong' }]);
  index.add('other', enroll(inPieces(other), 150));
  expect(findMatches(showsIntro, index).filter(({ strength }) => strength === 'strong')).toEqual([]);
  const [copy] = findMatches(query(withIntro(one), 60), index);
  expect(copy).toMatchObject({ referenceId: 'one', strength: 'strong' });
  expect(new Set(copy!.shared.map(({ referenceId, kind }) => `${referenceId} ${kind}`))).toEqual(new Set(['other common']));
});

test('a mark that is enrolled as background accuses neither itself nor the only film that has it', () => {
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one)));
  index.add('mark', enroll(intro, 10));
  const background = new Set(['mark']);
  const showsMark = query(withIntro(unrelated), 60);
  // Without a word of it the mark is all of a short film, which the other one has in it.
  const accused = findMatches(showsMark, index).map(({ referenceId }) => referenceId);
  expect(accused.sort()).toEqual(['mark', 'one']);
  expect(findMatches(showsMark, index, { background })).toEqual([]);
  const [copy, ...others] = findMatches(query(withIntro(one), 60), index, { background });
  expect(copy).toMatchObject({ referenceId: 'one', strength: 'strong', shared: [{ referenceId: 'mark', kind: 'common' }] });
  expect(copy!.shared[0]!.end).toBeCloseTo(10, 0);
  expect(others).toEqual([]);
});

test('an intro that one of two films runs faster accuses neither, at whatever speed a query shows it', () => {
  const faster: Film = (time) => (time < 9.6 ? intro((time * 25) / 24) : other(time - 9.6));
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one)));
  index.add('other', enroll(faster));
  for (const speed of [1, 25 / 24, 24 / 25, 1.08]) {
    const shown = query((time) => (time < 10 / speed ? intro(time * speed) : unrelated(time)), 10 / speed);
    expect(findMatches(shown, index).filter(({ strength }) => strength === 'strong')).toEqual([]);
  }
});

test('an intro accuses the only film that has it, until another one is enrolled, and again when that is removed', () => {
  const index = new BandIndex();
  const showsIntro = query(withIntro(unrelated), 30);
  const accused = () => findMatches(showsIntro, index).map(({ referenceId }) => referenceId);
  index.add('one', enroll(withIntro(one)));
  expect(accused()).toEqual(['one']);
  index.add('other', enroll(withIntro(other)));
  expect(accused()).toEqual([]);
  index.remove('other');
  expect(accused()).toEqual(['one']);
  index.add('other', enroll(other));
  expect(accused()).toEqual(['one']);
  index.add('third', enroll(withIntro(syntheticFilm(4, 120))));
  expect(accused()).toEqual([]);
});

test('renditions of one title do not cancel each other, however little they share', () => {
  const index = new BandIndex();
  index.add('disc', enroll(withIntro(one)));
  index.add('recut', enroll(withIntro(other)));
  const shown = query(intro, 10);
  const strong = (titles: ReadonlyMap<string, string>) =>
    findMatches(shown, index, { titles }).filter(({ strength }) => strength === 'strong');
  const ofOne = strong(
    new Map([
      ['disc', 'a film'],
      ['recut', 'a film'],
    ]),
  );
  expect(ofOne.map(({ referenceId }) => referenceId).sort()).toEqual(['disc', 'recut']);
  for (const { shared } of ofOne) expect(shared).toMatchObject([{ kind: 'part' }]);
  expect(
    strong(
      new Map([
        ['disc', 'a film'],
        ['recut', 'another one'],
      ]),
    ),
  ).toEqual([]);
});

test('what films of two titles share is common, also where it is most of a short one', () => {
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one), 16));
  index.add('other', enroll(withIntro(other), 16));
  const shown = query(withIntro(unrelated), 30);
  // Without titles, two references of which half is the same are taken for editions of one film.
  expect(findMatches(shown, index)).toHaveLength(2);
  const titles = new Map([
    ['one', 'a film'],
    ['other', 'another film'],
  ]);
  expect(findMatches(shown, index, { titles })).toEqual([]);
  const [copy, ...others] = findMatches(query(withIntro(one), 16), index, { titles });
  expect(copy).toMatchObject({ referenceId: 'one', strength: 'strong', shared: [{ referenceId: 'other', kind: 'common' }] });
  expect(others).toEqual([]);
});

test('what a query shows beside the intro is valued as if the intro had not been shown', () => {
  const index = new BandIndex();
  index.add('one', enroll(withIntro(one)));
  index.add('other', enroll(withIntro(other)));
  const both = findMatches(query(withIntro(one), 16), index);
  const alone = findMatches(
    query((time) => one(time), 6),
    index,
  );
  expect(both).toMatchObject([{ referenceId: 'one', strength: 'strong' }]);
  expect(alone).toMatchObject([{ referenceId: 'one', strength: 'strong' }]);
  // Half a second beside the intro is left out: its end is not known to the frame.
  expect(both[0]!.score).toBeLessThan(1.1 * alone[0]!.score);
  expect(both[0]!.score).toBeGreaterThan(alone[0]!.score / 2);
  // One second beside it is no evidence, however much of the intro was shown.
  expect(findMatches(query(withIntro(one), 11.2), index).filter(({ strength }) => strength === 'strong')).toEqual([]);
  // The segment that is reported is the whole one.
  expect(both[0]!.segments[0]!.queryEnd - both[0]!.segments[0]!.queryStart).toBeGreaterThan(15);
});

test('a title sequence of more than a minute is common to the episodes that it opens, where titles are known', () => {
  const opening = syntheticFilm(901, 70);
  const episode = (seed: number) => {
    const film = syntheticFilm(seed, 740);
    return enroll((time) => (time < 65 ? opening(time) : film(time - 65)), 800);
  };
  const index = new BandIndex();
  index.add('first', episode(5));
  index.add('second', episode(6));
  const shown = query(opening, 65);
  expect(findMatches(shown, index)).toHaveLength(2);
  const titles = new Map([
    ['first', 'episode 1'],
    ['second', 'episode 2'],
  ]);
  expect(findMatches(shown, index, { titles })).toEqual([]);
});
