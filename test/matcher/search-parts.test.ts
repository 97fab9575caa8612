import { readFileSync } from 'node:fs';
import { decodeFingerprint, type Fingerprint } from '@streetdate/core/portable';
import {
  type CandidateOptions,
  EVIDENCE_CHANNELS,
  type EvidenceChannel,
  findMatches,
  LinearIndex,
  PROPOSERS,
  type Proposer,
  SearchSession,
} from '@streetdate/matcher';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';

const frozen = (name: string): Fingerprint =>
  decodeFingerprint(readFileSync(new URL(`../frozen/fingerprints/${name}.sdfp`, import.meta.url)));

/** A film with audio, thumbnails and luma grids, and a still. */
const film = frozen('short');
const still = frozen('screenshot');

/** Counts comparisons with every frame of references that nobody prioritised. */
class WatchedIndex extends LinearIndex {
  exhaustive = 0;

  override candidates(track: Parameters<LinearIndex['candidates']>[0], options: CandidateOptions = {}) {
    if (options.exhaustive && options.only === undefined) this.exhaustive++;
    return super.candidates(track, options);
  }
}

describe.each(PROPOSERS.map((proposer) => [proposer.name, proposer] as const))('the proposer %s', (name, proposer) => {
  const queries = [film, still];
  const index = new WatchedIndex();
  index.add('unrelated', sampleFilm(syntheticFilm(5, 60), { seconds: 60, framesPerSecond: 10 }));

  test('has a name of its own, and says what it needs and finds', () => {
    expect(PROPOSERS.filter((other) => other.name === name)).toHaveLength(1);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(proposer.purpose).toMatch(/\.$/);
    expect(proposer.requires).not.toBe('');
  });

  test('declares needs, cost and trials that are finite and do not change', () => {
    for (const query of queries) {
      const declared = () => [proposer.needs(query, index), proposer.cost(query, index), proposer.trials(query, index)] as const;
      const [, cost, trials] = declared();
      expect(declared()).toEqual(declared());
      expect(cost).toBeGreaterThanOrEqual(0);
      expect(trials).toBeGreaterThanOrEqual(1);
      expect([cost, trials].every(Number.isFinite)).toBe(true);
    }
  });

  test('proposes nothing for an empty index', () => {
    for (const query of queries) expect(findMatches(query, new LinearIndex(), { proposers: [proposer] })).toEqual([]);
  });

  test('compares no reference frame by frame when no budget is left and none is prioritised', () => {
    for (const query of queries) findMatches(query, index, { proposers: [proposer], maxComparisons: 0 });
    expect(index.exhaustive).toBe(0);
  });
});

const SECONDS = 60;
const enrolled = syntheticFilm(1, SECONDS);
const library = new LinearIndex();
for (const seed of [1, 2]) {
  library.add(`film ${seed}`, sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10 }));
}
const copy = sampleFilm(noisy(enrolled, 20, 7), { seconds: SECONDS, framesPerSecond: 4, role: 'query', phase: 0.07 });

/** Proposes the same moment of every reference: what a developer writes first. */
const sameTime: Proposer = {
  name: 'same-time',
  purpose: 'Finds copies that begin where the reference begins.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: () => 0,
  trials: () => 1,
  *propose({ query, index }) {
    for (const referenceId of index.ids()) {
      yield { kind: 'picture', referenceId, map: { offset: 0, speed: 1 }, queryStart: 0, queryEnd: Math.min(8, query.duration) };
    }
  },
};

describe('a search with parts of the caller', () => {
  test('verifies what an added proposer proposes', () => {
    const [match, ...others] = findMatches(copy, library, { proposers: [sameTime] });
    expect(others).toEqual([]);
    expect(match).toMatchObject({ referenceId: 'film 1', strength: 'strong' });
    expect(match!.segments[0]!.queryEnd).toBeCloseTo(SECONDS, 0);
  });

  test('corrects scores for the trials that a proposer declares', () => {
    const scoreOf = (trials: number) =>
      findMatches(copy, library, { proposers: [{ ...sameTime, trials: () => trials }] })[0]!.segments[0]!.score;
    expect(scoreOf(1) - scoreOf(1000)).toBeCloseTo(3, 6);
  });

  test('answers each alignment of a proposer with the segment that it became', () => {
    const answers: boolean[] = [];
    const watching: Proposer = {
      ...sameTime,
      *propose({ index }) {
        for (const referenceId of index.ids()) {
          const segment = yield { kind: 'picture', referenceId, map: { offset: 0, speed: 1 }, queryStart: 0, queryEnd: 8 };
          answers.push(segment !== undefined);
        }
      },
    };
    findMatches(copy, library, { proposers: [watching] });
    expect(answers).toEqual([true, false]);
  });

  test('adds and reports the evidence of an added channel', () => {
    const same: EvidenceChannel = {
      name: 'same-length',
      purpose: 'Compares the length of both films.',
      counts: 'once-reported',
      value: ({ query, reference }) =>
        Math.abs(query.duration - reference.duration) < 1 ? { vote: 'agrees', score: 0.5 } : { vote: 'silent', score: 0 },
    };
    const [plain] = findMatches(copy, library, { channels: EVIDENCE_CHANNELS.filter(({ name }) => name !== 'audio') });
    const [match] = findMatches(copy, library, { channels: [...EVIDENCE_CHANNELS, same] });
    expect(match!.further).toEqual([{ channel: 'same-length', vote: 'agrees', scoreAdded: 0.5 }]);
    expect(match!.score).toBeCloseTo(Math.min(300, plain!.score + 0.5), 9);
  });

  test('refuses two proposers or two channels of one name', () => {
    expect(() => findMatches(copy, library, { proposers: [sameTime, sameTime] })).toThrow(
      /proposers must have a name each, got same-time twice/,
    );
    const [first] = EVIDENCE_CHANNELS;
    expect(() => findMatches(copy, library, { channels: [first!, first!] })).toThrow(RangeError);
  });
});

describe('a search session', () => {
  test('gives the intervals and matches that the functions give', () => {
    const session = new SearchSession(library);
    expect(session.undecided(copy)).toEqual(undecidedIntervals(copy, library));
    expect(session.matches(copy)).toEqual(findMatches(copy, library));
  });

  test('searches a fingerprint once for both, and anew when the index changes', () => {
    let runs = 0;
    const counting: Proposer = {
      ...sameTime,
      propose(search) {
        runs++;
        return sameTime.propose(search);
      },
    };
    const index = new LinearIndex();
    index.add('film 1', library.get('film 1')!);
    const session = new SearchSession(index, { proposers: [counting] });
    session.undecided(copy);
    // Fingerprints of worker threads are copies.
    session.matches(structuredClone(copy));
    expect(runs).toBe(1);
    session.matches({ ...copy, duration: SECONDS - 1 });
    expect(runs).toBe(2);
    index.add('film 2', library.get('film 2')!);
    session.matches(copy);
    expect(runs).toBe(3);
  });
});
