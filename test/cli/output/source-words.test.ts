import type { ScanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { sourcesInWords } from '../../../packages/cli/src/output/source-words.ts';

type Answer = NonNullable<NonNullable<ScanRecord['matches'][number]['sources']>['answer']>;
const said = (answer: Answer) => sourcesInWords({ answer, evidence: [], silent: [], variants: [] });

test.each<[Answer, string]>([
  [
    { certainty: 'sure', source: 'disc', next: 'digital', odds: 40 },
    'It is explained best as made from a disc: 40 to 1 against what is sold as files, the next likeliest of what is enrolled and a camera.',
  ],
  [
    { certainty: 'likely', source: 'screener', next: 'disc', odds: 12.5 },
    'It is likely made from a screener: 12 to 1 against a disc, the next likeliest. A verdict asks for 20 to 1.',
  ],
  [
    { certainty: 'undecided', source: 'disc', next: 'camera', odds: 4 },
    'What it was made from cannot be said: a disc explains it better than a camera’s recording by 4 to 1, and it is said from 10 to 1 on.',
  ],
  [
    { certainty: 'undecided', source: 'disc', next: 'digital', odds: 1 },
    'What it was made from cannot be said: a disc explains it no better than what is sold as files.',
  ],
])('%o in words', (answer, words) => {
  expect(said(answer)).toEqual([words]);
});

test('what the answer rests on follows it; records of before the answer have that alone', () => {
  const sources = {
    evidence: [{ source: 'digital' as const, likelihoodRatio: 0.1, reason: 'It has the disc’s end.' }],
    silent: [],
    variants: [],
  };
  expect(sourcesInWords(sources)).toEqual(['It has the disc’s end. (1 to 10 for digital)']);
});
