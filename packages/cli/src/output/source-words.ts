import type { ScanRecord } from '@streetdate/engine/records';
import { describeOdds, SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING } from '@streetdate/matcher/internal';

type Sources = NonNullable<ScanRecord['matches'][number]['sources']>;

const COPY_OF: Readonly<Record<NonNullable<Sources['answer']>['source'], string>> = {
  disc: 'a disc',
  digital: 'what is sold as files',
  broadcast: 'a broadcast',
  camera: 'a camera’s recording',
  screener: 'a screener',
};

/** What a file says of the release that it was made from, a sentence each: the answer first, then what it rests on. */
export function sourcesInWords({ answer, evidence, variants }: Sources): string[] {
  return [
    ...(answer ? [answerInWords(answer)] : []),
    ...evidence.map(({ source, likelihoodRatio, reason }) => `${reason} (${describeOdds(likelihoodRatio)} for ${source})`),
    ...variants.map(({ reason }) => reason),
  ];
}

function answerInWords({ source, next, certainty, odds }: NonNullable<Sources['answer']>): string {
  const best = COPY_OF[source];
  const rival = next === undefined ? 'anything else' : COPY_OF[next];
  const by = describeOdds(odds);
  if (certainty === 'sure')
    return `It is explained best as made from ${best}: ${by} against ${rival}, the next likeliest of what is enrolled and a camera.`;
  if (certainty === 'likely')
    return `It is likely made from ${best}: ${by} against ${rival}, the next likeliest. A verdict asks for ${SOURCE_ODDS_NEEDED} to 1.`;
  if (odds === 1) return `What it was made from cannot be said: ${best} explains it no better than ${rival}.`;
  return `What it was made from cannot be said: ${best} explains it better than ${rival} by ${by}, and it is said from ${SOURCE_ODDS_TELLING} to 1 on.`;
}
