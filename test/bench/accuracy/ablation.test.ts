import { EVIDENCE_CHANNELS, PROPOSERS } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { ablations } from '../../../packages/bench/src/accuracy/ablation/ablation.ts';
import { ablationMarkdown, missing } from '../../../packages/bench/src/accuracy/ablation/markdown.ts';
import type { Ablation, AblationSearch } from '../../../packages/bench/src/accuracy/ablation/result.ts';
import { sourceLines } from '../../../packages/bench/src/accuracy/ablation/source-lines.ts';

const pair = (queryId: string, attack: string) => ({ queryId, attack, referenceId: 'film', score: 9 });
const search = (more: Partial<AblationSearch>): AblationSearch => ({
  microAveragePrecision: 1,
  recallAtZeroFalse: 1,
  strongFalse: 0,
  found: [pair('q1', 'mirror'), pair('q2', 'crop'), pair('q3', 'crop')],
  copiesCpu: 10,
  nothingCpu: 4,
  ...more,
});

describe('the ablation table', () => {
  const whole = search({});
  const withoutCrop = search({ found: [pair('q1', 'mirror')], microAveragePrecision: 0.9, copiesCpu: 8, nothingCpu: 1 });
  const ablation: Ablation = {
    facts: {
      date: '2026-11-28',
      commit: 'abc',
      processor: 'P',
      cores: 2,
      memoryGiB: 24,
      system: 'S',
      node: 'v20',
      ffmpeg: 'ffmpeg 7',
      loadAverage: 0,
    },
    clips: 'footage',
    perAttack: 1,
    thumbnails: false,
    libraryHours: 300,
    queries: { tuning: { copies: 3, nothing: 1, pairs: 3 } },
    whole: { tuning: whole },
    rows: [{ kind: 'proposer', name: 'crop', lines: 120, without: { tuning: withoutCrop } }],
  };

  test('names the pairs that are lost, by attack', () => {
    expect(missing(whole, withoutCrop).map(({ queryId }) => queryId)).toEqual(['q2', 'q3']);
    expect(ablationMarkdown(ablation)).toContain('| crop | proposer | 120 | crop (2) | – | −0.100 | = | 0 | 0.80 × | 0.25 × |');
  });

  test('says how much else the library holds', () => {
    expect(ablationMarkdown(ablation)).toContain('References keep no thumbnails, among 300 hours of other films.');
  });

  test('names the pairs that are gained by leaving something out', () => {
    const better = search({ found: [...whole.found, pair('q4', 'tilt')] });
    const text = ablationMarkdown({ ...ablation, rows: [{ kind: 'channel', name: 'audio', lines: 9, without: { tuning: better } }] });
    expect(text).toContain('| audio | channel | 9 | – | tilt |');
  });
});

test('a proposer and a channel of one name are left out one after the other', () => {
  const searches = ablations();
  expect(new Set(searches.map(({ part }) => part)).size).toBe(PROPOSERS.length + EVIDENCE_CHANNELS.length);
  const audio = ablations({}, ['audio']);
  expect(audio.map(({ kind }) => kind)).toEqual(['proposer', 'channel']);
  expect(audio[0]!.match.proposers?.map(({ name }) => name)).not.toContain('audio');
  expect(audio[1]!.match.channels?.map(({ name }) => name)).not.toContain('audio');
  expect(() => ablations({}, ['sound'])).toThrow('leaveOut must be names of proposers and channels, got sound');
});

test('every proposer and channel of the search has lines of source to count', async () => {
  const lines = await Promise.all([
    ...PROPOSERS.map(({ name }) => sourceLines('proposer', name)),
    ...EVIDENCE_CHANNELS.map(({ name }) => sourceLines('channel', name)),
  ]);
  expect(lines.filter((count) => !(count > 0))).toEqual([]);
});
