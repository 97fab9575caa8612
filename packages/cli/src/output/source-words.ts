import { describeOdds, SOURCE_ODDS_NEEDED } from '@streetdate/matcher';
import type { ScanRecord } from './scan-record.ts';

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

function answerInWords({ source, certainty, odds }: NonNullable<Sources['answer']>): string {
  if (certainty === 'undecided') return 'It does not tell which of the enrolled renditions it was made from.';
  const likely = certainty === 'sure' ? '' : `, which a person may go by; a verdict asks for ${SOURCE_ODDS_NEEDED} to 1`;
  return `Of what is enrolled, and a camera, ${COPY_OF[source]} explains it best (${describeOdds(odds)} against the next${likely}).`;
}
