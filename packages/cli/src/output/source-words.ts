import type { ScanRecord } from '@streetdate/engine/records';
import { answerInWords, evidenceInWords, IN_ENGLISH } from '@streetdate/evidence/internal/words';

type Sources = NonNullable<ScanRecord['matches'][number]['sources']>;

/** The provenance of a file, a line each: the answer, then the evidence for it, then the variants it carries. */
export function sourcesInWords({ answer, evidence, variants }: Sources): string[] {
  return [
    ...(answer ? [answerInWords(answer, IN_ENGLISH)] : []),
    ...evidence.map((sign) => `${unstopped(sign.reason)} (${evidenceInWords(sign, IN_ENGLISH)})`),
    ...variants.map(({ reason }) => reason),
  ];
}

const unstopped = (sentence: string) => sentence.replace(/\.$/u, '');
