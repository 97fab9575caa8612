import type { ScanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { sourcesInWords } from '../../../packages/cli/src/output/source-words.ts';

type Answer = NonNullable<NonNullable<ScanRecord['matches'][number]['sources']>['answer']>;
const said = (answer: Answer) => sourcesInWords({ answer, evidence: [], silent: [], variants: [] });

test.each<[Answer, string]>([
  [{ certainty: 'sure', source: 'disc', next: 'digital', odds: 40 }, 'Most likely source: disc (40 to 1 against digital release).'],
  [
    { certainty: 'likely', source: 'screener', next: 'disc', odds: 12.5 },
    'Likely source: screener (12 to 1 against disc). A verdict needs 20 to 1.',
  ],
  [
    { certainty: 'undecided', source: 'disc', next: 'camera', odds: 4 },
    'Source undecided: disc fits best, 4 to 1 against camera recording. An answer needs 10 to 1.',
  ],
  [{ certainty: 'undecided', source: 'disc', next: 'digital', odds: 1 }, 'Source undecided: disc and digital release fit equally well.'],
])('%o in words', (answer, words) => {
  expect(said(answer)).toEqual([words]);
});

test('the evidence follows the answer; older records have the evidence alone', () => {
  const sources = {
    evidence: [{ source: 'digital' as const, likelihoodRatio: 0.1, reason: 'It has the disc’s end.' }],
    silent: [],
    variants: [],
  };
  expect(sourcesInWords(sources)).toEqual(['It has the disc’s end. (1 to 10 for digital)']);
});
