import type { ScanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { sourcesInWords } from '../../../packages/cli/src/output/source-words.ts';

type Answer = NonNullable<NonNullable<ScanRecord['matches'][number]['sources']>['answer']>;
const said = (answer: Answer) => sourcesInWords({ answer, evidence: [], silent: [], variants: [] });

test.each<[Answer, string]>([
  [{ certainty: 'sure', source: 'disc', next: 'digital', odds: 40 }, 'Most likely source: disc (40 : 1 against digital release)'],
  [
    { certainty: 'likely', source: 'screener', next: 'disc', odds: 12.5 },
    'Likely source: screener (12 : 1 against disc; a verdict requires 20 : 1)',
  ],
  [
    { certainty: 'undecided', source: 'disc', next: 'camera', odds: 4 },
    'Source undecided: disc fits best (4 : 1 against camera recording; an answer requires 10 : 1)',
  ],
  [{ certainty: 'undecided', source: 'disc', next: 'digital', odds: 1 }, 'Source undecided: disc and digital release fit equally well'],
])('%o in words', (answer, words) => {
  expect(said(answer)).toEqual([words]);
});

test('evidence follows the answer; records from before there were answers have evidence only', () => {
  const sources = {
    evidence: [{ source: 'digital' as const, likelihoodRatio: 0.1, reason: 'It has the disc’s end.' }],
    silent: [],
    variants: [],
  };
  expect(sourcesInWords(sources)).toEqual(['It has the disc’s end (10 : 1 against digital release)']);
});
