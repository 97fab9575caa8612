import type { ScanRecord } from '@streetdate/engine/records';
import { describeOdds, SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING } from '@streetdate/matcher/internal';

type Sources = NonNullable<ScanRecord['matches'][number]['sources']>;

const SOURCES: Readonly<Record<NonNullable<Sources['answer']>['source'], string>> = {
  disc: 'disc',
  digital: 'digital release',
  broadcast: 'broadcast',
  camera: 'camera recording',
  screener: 'screener',
};

/** Which release a file was made from, in sentences: the answer first, then its evidence. */
export function sourcesInWords({ answer, evidence, variants }: Sources): string[] {
  return [
    ...(answer ? [answerInWords(answer)] : []),
    ...evidence.map(({ source, likelihoodRatio, reason }) => `${reason} (${describeOdds(likelihoodRatio)} for ${source})`),
    ...variants.map(({ reason }) => reason),
  ];
}

function answerInWords({ source, next, certainty, odds }: NonNullable<Sources['answer']>): string {
  const best = SOURCES[source];
  const rival = next === undefined ? 'any other' : SOURCES[next];
  const by = describeOdds(odds);
  if (certainty === 'sure') return `Most likely source: ${best} (${by} against ${rival}).`;
  if (certainty === 'likely') return `Likely source: ${best} (${by} against ${rival}). A verdict needs ${SOURCE_ODDS_NEEDED} to 1.`;
  if (odds === 1) return `Source undecided: ${best} and ${rival} fit equally well.`;
  return `Source undecided: ${best} fits best, ${by} against ${rival}. An answer needs ${SOURCE_ODDS_TELLING} to 1.`;
}
