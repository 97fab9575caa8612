import type { Source } from '@streetdate/matcher';
import { answerSource, SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';

const POSSIBLE: readonly Source[] = ['disc', 'digital', 'camera'];
const evidence = (source: Source, likelihoodRatio: number) => ({ source, likelihoodRatio, reason: 'Seen.' });

test('the answer is the likeliest source, with its odds against the next', () => {
  const all = [evidence('digital', 0.1), evidence('digital', 0.25), evidence('camera', 0.02)];
  expect(answerSource(all, POSSIBLE)).toEqual({ source: 'disc', next: 'digital', certainty: 'sure', odds: 40 });
  expect(answerSource([evidence('camera', 60)], POSSIBLE)).toEqual({ source: 'camera', next: 'disc', certainty: 'sure', odds: 60 });
});

test('it is sure if a verdict may rely on it, likely if people are told, and otherwise undecided', () => {
  const certaintyAt = (odds: number) => answerSource([evidence('digital', 1 / odds), evidence('camera', 0.02)], POSSIBLE).certainty;
  expect(certaintyAt(SOURCE_ODDS_NEEDED)).toBe('sure');
  expect(certaintyAt(SOURCE_ODDS_NEEDED - 0.1)).toBe('likely');
  expect(certaintyAt(SOURCE_ODDS_TELLING)).toBe('likely');
  expect(certaintyAt(SOURCE_ODDS_TELLING - 0.1)).toBe('undecided');
});

test('evidence against a camera alone tells nothing about the enrolled sources, and neither does no evidence', () => {
  expect(answerSource([evidence('camera', 0.02)], POSSIBLE)).toMatchObject({ certainty: 'undecided', odds: 1 });
  expect(answerSource([], POSSIBLE)).toMatchObject({ certainty: 'undecided', odds: 1 });
});

test('a source that is not possible is ignored, and a single one is no choice', () => {
  expect(answerSource([evidence('screener', 90), evidence('digital', 0.05), evidence('camera', 0.05)], POSSIBLE).source).toBe('disc');
  expect(answerSource([evidence('disc', 90)], ['disc'])).toEqual({ source: 'disc', next: undefined, certainty: 'undecided', odds: 1 });
  expect(() => answerSource([], [])).toThrow(/^possible must name one source at least, got none$/);
});
