// @module-tag slow
import type { Fingerprint } from '@streetdate/core/portable';
import { codeAudio } from '@streetdate/core/portable';
import { type BandIndex, findMatches, type ReferenceIndex, SegmentedIndex } from '@streetdate/matcher';
import {
  answerInGroup,
  hoursOfGroups,
  mergeFromAfar,
  type PassResult,
  searchGroup,
  searchInGroups,
  searchPass,
} from '@streetdate/matcher/internal';
import { beforeAll, describe, expect, test } from 'vitest';
import { passOver } from '../tools/film-pass.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { inBlocks, syntheticSound } from '../tools/synthetic-sound.ts';

const SECONDS = 100;
const intro = syntheticFilm(900, 12);
const withIntro =
  (film: Film): Film =>
  (time) =>
    time < 10 ? intro(time) : film(time - 10);
const films = Array.from({ length: 10 }, (_, at) => syntheticFilm(at + 1, 120));
const [one, two, three] = films as [Film, Film, Film];
const enroll = (film: Film, seconds = SECONDS) => sampleFilm(film, { seconds, framesPerSecond: 10 });
const copy = (film: Film, seconds: number) => sampleFilm(noisy(film, 12, 5), { seconds, framesPerSecond: 4, role: 'query', phase: 0.03 });

/** A library with films that share an intro, a film that was enrolled twice, and two editions. */
const references = new Map<string, Fingerprint>();
const queries = new Map<string, Fingerprint>();

beforeAll(async () => {
  references.set('with intro 1', enroll(withIntro(one)));
  references.set('with intro 2', enroll(withIntro(two)));
  for (const [at, film] of films.entries()) references.set(`film ${at + 1}`, enroll(film));
  references.set('film 4 again', enroll(noisy(films[3]!, 6, 77)));
  references.set(
    'film 5, extended',
    enroll((time) => (time < 15 ? films[9]!(time) : films[4]!(time - 15)), 115),
  );
  const music = await codeAudio(inBlocks(syntheticSound(4, { seconds: 60 })), 'reference');
  references.set('music', { ...enroll(syntheticFilm(60, 60), 60), tracks: [...enroll(syntheticFilm(60, 60), 60).tracks, ...music] });
  queries.set('a copy behind the intro', copy(withIntro(one), 60));
  queries.set('the intro before an unknown film', copy(withIntro(syntheticFilm(77, 120)), 60));
  queries.set('a copy of the film that was enrolled twice', copy(films[3]!, 40));
  queries.set(
    'a copy of two editions',
    copy((time) => films[4]!(time + 30), 40),
  );
  queries.set(
    'two films',
    copy((time) => (time < 20 ? three(time + 5) : films[6]!(time)), 40),
  );
  const heard = await codeAudio(inBlocks(syntheticSound(4, { seconds: 40, noise: 0.05 })), 'query');
  const seen = copy(syntheticFilm(79, 120), 40);
  queries.set('music of the library under an unknown film', { ...seen, tracks: [...seen.tracks, ...heard] });
  queries.set('an unknown film', copy(syntheticFilm(78, 120), 60));
  queries.set(
    'a pass over the key frames of a copy',
    passOver((time) => films[7]!(time % 100), 240, []),
  );
});

function indexOf(ids: readonly string[], Index: typeof SegmentedIndex | typeof BandIndex = SegmentedIndex): ReferenceIndex {
  const index = new Index();
  for (const id of ids) index.add(id, references.get(id)!);
  if (index instanceof SegmentedIndex) index.seal();
  return index;
}

/** The references in some groups of about equal size: neighbours lie in different ones. */
const grouped = (count: number) => {
  const groups = Array.from({ length: count }, (): string[] => []);
  for (const [at, id] of [...references.keys()].entries()) groups[at % count]!.push(id);
  return groups;
};
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What processes find that hold a group each: everything goes through a message, and the groups answer in any order. */
async function spread(query: Fingerprint, processes: readonly ReferenceIndex[], send: <T>(value: T) => T, order: readonly number[]) {
  const options = { libraryHours: hoursOfGroups(processes) };
  const fingerprintOf = (id: string) => references.get(id);
  const asked: number[] = [];
  const found = order.map((group) => ({ group, findings: send(searchGroup(query, processes[group]!, options)) }));
  const merged = await mergeFromAfar(
    query,
    found,
    {
      algorithm: 'pdq/1',
      view: 'active',
      ask: async (questions) => {
        asked.push(questions.length);
        return send(questions).map((question) => processes.map((index) => send(answerInGroup(question, index, fingerprintOf))));
      },
      fetch: async (id) => fingerprintOf(id),
    },
    options,
  );
  return { merged, asked };
}

describe('one group', () => {
  test('gives what a search of the index gives, to the last digit', () => {
    const index = indexOf([...references.keys()]);
    for (const query of queries.values()) expect(searchInGroups(query, [index])).toEqual(searchPass(query, index, {}, []));
  });
});

/** The references that one index finds for each query, and how strong they are. */
const byOneIndex = new Map<string, readonly string[]>();
const namesOf = (matches: PassResult['matches']) => matches.map(({ referenceId, strength }) => `${referenceId} ${strength}`).sort();
beforeAll(() => {
  const index = indexOf([...references.keys()]);
  for (const [name, query] of queries) byOneIndex.set(name, namesOf(findMatches(query, index)));
});

describe.each([1, 2, 3, 7])('a library in %i groups', (count) => {
  const expected = new Map<string, PassResult>();
  let indexes: readonly ReferenceIndex[] = [];
  beforeAll(() => {
    indexes = grouped(count).map((ids) => indexOf(ids));
    for (const [name, query] of queries) expected.set(name, searchInGroups(query, indexes));
  });

  test('gives the same on one thread and in several processes, in whatever order they answer', async () => {
    const places = Array.from({ length: count }, (_, at) => at);
    for (const [name, query] of queries) {
      for (const [send, order] of [
        [throughJson, places.toReversed()],
        [structuredClone, places.toSorted((first, second) => ((first * 5) % 7) - ((second * 5) % 7))],
      ] as const) {
        const { merged } = await spread(query, indexes, send, order);
        expect(merged, name).toEqual(expected.get(name));
      }
    }
  });

  test('finds the same references as one index, as strong', () => {
    for (const name of queries.keys()) expect(namesOf(expected.get(name)!.matches), name).toEqual(byOneIndex.get(name));
  });

  test('accuses no film by an intro that films of other groups contain', () => {
    expect(expected.get('the intro before an unknown film')!.matches).toEqual([]);
    const [match] = expected.get('a copy behind the intro')!.matches;
    expect(match).toMatchObject({ strength: 'strong' });
    expect(match!.shared.map(({ referenceId, kind }) => `${referenceId} ${kind}`)).toContain('with intro 2 common');
  });

  test('names a film that was enrolled twice, and editions, also across groups', () => {
    const shared = (name: string) =>
      expected.get(name)!.matches.flatMap(({ referenceId, shared: all }) => all.map(({ kind }) => `${referenceId} ${kind}`));
    expect([...new Set(shared('a copy of the film that was enrolled twice'))].sort()).toEqual([
      'film 4 again duplicate',
      'film 4 duplicate',
    ]);
    expect([...new Set(shared('a copy of two editions'))].sort()).toEqual(
      ['film 5 duplicate', 'film 5, extended duplicate'].map((each) => each.replace('duplicate', 'part')),
    );
  });
});

test('a search that finds nothing asks the groups nothing more, and one that finds something a few times', async () => {
  const groups = grouped(3).map((ids) => indexOf(ids));
  const nothing = await spread(queries.get('an unknown film')!, groups, structuredClone, [0, 1, 2]);
  expect(nothing.asked).toEqual([]);
  const found = await spread(queries.get('a copy of the film that was enrolled twice')!, groups, structuredClone, [0, 1, 2]);
  expect(found.asked.length).toBeGreaterThan(0);
  expect(found.asked.length).toBeLessThanOrEqual(5);
});

test('scores count the alignments of the whole library, and each group may spend its share of the comparisons', () => {
  const query = queries.get('two films')!;
  const index = indexOf(['film 3']);
  const [alone] = searchGroup(query, index, {}).matches;
  const [ofMany] = searchGroup(query, index, { libraryHours: 1000 }).matches;
  expect(alone!.score - ofMany!.score).toBeCloseTo(3, 0);
  const budgets: number[] = [];
  const noting = { name: 'noting', purpose: '', requires: '', needs: () => true, cost: () => 0, trials: () => 1 };
  const propose = ({ budget }: { budget: { left: number } }) => {
    budgets.push(budget.left);
    return [];
  };
  const proposers = [{ ...noting, propose }];
  searchGroup(query, index, { libraryHours: (4 * SECONDS) / 3600, maxComparisons: 1e9, proposers });
  expect(budgets[0]! / 1e9).toBeCloseTo(1 / 4, 6);
});

test('groups must be at least one', () => {
  expect(() => searchInGroups(queries.get('two films')!, [])).toThrow('groups must be at least one');
  expect(() => searchGroup(queries.get('two films')!, indexOf(['film 3']), { libraryHours: -1 })).toThrow('libraryHours must be from 0');
});
