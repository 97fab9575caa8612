import type { ScanRecord } from '@streetdate/engine/records';
import { describeEvidence, describeOdds, SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING, SOURCE_WORDS } from '@streetdate/matcher/internal';

type Sources = NonNullable<ScanRecord['matches'][number]['sources']>;

/** The provenance of a file, a line each: the answer, then the evidence for it, then the variants it carries. */
export function sourcesInWords({ answer, evidence, variants }: Sources): string[] {
  return [
    ...(answer ? [answerInWords(answer)] : []),
    ...evidence.map(({ source, likelihoodRatio, reason }) => `${unstopped(reason)} (${describeEvidence(source, likelihoodRatio)})`),
    ...variants.map(({ reason }) => reason),
  ];
}

/** `Most likely source: digital release (35 : 1 against disc)`. */
function answerInWords({ source, next, certainty, odds }: NonNullable<Sources['answer']>): string {
  const [best, rival] = [SOURCE_WORDS[source], next === undefined ? 'any other' : SOURCE_WORDS[next]];
  const by = `${describeOdds(odds)} against ${rival}`;
  if (certainty === 'sure') return `Most likely source: ${best} (${by})`;
  if (certainty === 'likely') return `Likely source: ${best} (${by}; a verdict requires ${SOURCE_ODDS_NEEDED} : 1)`;
  if (odds === 1) return `Source undecided: ${best} and ${rival} fit equally well`;
  return `Source undecided: ${best} fits best (${by}; an answer requires ${SOURCE_ODDS_TELLING} : 1)`;
}

const unstopped = (sentence: string) => sentence.replace(/\.$/u, '');
