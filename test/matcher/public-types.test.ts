import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type {
  BandIndex,
  Candidates,
  JudgeOptions,
  LinearIndex,
  Match,
  MatchOptions,
  ReferenceIndex,
  ReleaseWindow,
  RenamedIndex,
  Segment,
  SegmentedIndex,
  Sighting,
  Verdict,
  WritableReferenceIndex,
} from '@streetdate/matcher';
import * as matcher from '@streetdate/matcher';
import type { SearchPool } from '@streetdate/matcher/pool';
import type { StoredIndex, StoredIndexReader } from '@streetdate/matcher/store';
import { expect, expectTypeOf, test } from 'vitest';

test('the matcher takes fingerprints and an index, and gives matches', () => {
  expectTypeOf<typeof matcher.findMatches>().toExtend<(query: Fingerprint, index: ReferenceIndex, options?: MatchOptions) => Match[]>();
  expectTypeOf<Match>().toHaveProperty('referenceId').toEqualTypeOf<string>();
  expectTypeOf<Match['segments'][number]>().toEqualTypeOf<Segment>();
});

test('a verdict is one of six kinds, from a match, windows and a sighting', () => {
  type Judge = (match: Match | undefined, windows: readonly ReleaseWindow[], sighting: Sighting, options?: JudgeOptions) => Verdict;
  expectTypeOf<typeof matcher.judge>().toExtend<Judge>();
  expectTypeOf<Verdict['kind']>().toEqualTypeOf<
    'no-match' | 'needs-review' | 'pre-release-leak' | 'released-copy' | 'published-material' | 'authorised'
  >();
  expectTypeOf(matcher.parseWindow).returns.toEqualTypeOf<ReleaseWindow>();
  expectTypeOf(matcher.formatWindow).returns.toEqualTypeOf<string>();
});

test('a reference index only reads; a writable one adds and removes as well', () => {
  expectTypeOf<ReferenceIndex>().not.toHaveProperty('add');
  expectTypeOf<ReferenceIndex>().not.toHaveProperty('remove');
  expectTypeOf<ReferenceIndex['get']>().returns.toEqualTypeOf<Fingerprint | undefined>();
  expectTypeOf<ReferenceIndex['trackOf']>().returns.toEqualTypeOf<HashTrack | undefined>();
  expectTypeOf<ReferenceIndex['candidates']>().returns.toEqualTypeOf<Candidates>();
  expectTypeOf<WritableReferenceIndex>().toExtend<ReferenceIndex>();
  expectTypeOf<WritableReferenceIndex['add']>().parameters.toEqualTypeOf<[string, Fingerprint]>();
  expectTypeOf<WritableReferenceIndex['remove']>().returns.toEqualTypeOf<boolean>();
});

test('each index is writable or a reader by its type', () => {
  expectTypeOf<LinearIndex | BandIndex | SegmentedIndex | StoredIndex>().toExtend<WritableReferenceIndex>();
  expectTypeOf<RenamedIndex | StoredIndexReader>().toExtend<ReferenceIndex>();
  expectTypeOf<RenamedIndex>().not.toHaveProperty('add');
  expectTypeOf<StoredIndexReader>().not.toHaveProperty('add');
  expectTypeOf<typeof StoredIndexReader.open>().returns.resolves.toEqualTypeOf<StoredIndexReader>();
  expectTypeOf<typeof StoredIndex.open>().returns.resolves.toEqualTypeOf<StoredIndex>();
  expectTypeOf<SearchPool['findMatches']>().returns.resolves.toEqualTypeOf<Match[]>();
});

test('the door is small: internal names are not public', () => {
  expect(Object.keys(matcher)).toEqual(expect.arrayContaining(['BandIndex', 'findMatches', 'judge', 'parseWindow', 'readSources']));
  expect(Object.keys(matcher).length).toBeLessThanOrEqual(20);
  expect(matcher).not.toHaveProperty('undecidedIntervals');
  expect(matcher).not.toHaveProperty('answerSource');
});
