import { findingTold, summaryInWords, type Told } from '@streetdate/evidence/internal/words';
import { writing } from '../words.ts';
import type { Finding, Outcome } from './verdict.ts';

/** A verdict on some matches. */
export interface Judged {
  readonly verdict: Pick<Outcome['verdict'], 'kind' | 'summary'>;
  readonly matches: readonly { readonly title: string; readonly verdict?: { readonly summary: string } }[];
}

/** A verdict in a sentence: in English as the service wrote it, in another language told from its parts. */
export function summaryOf({ verdict, matches }: Judged): Told {
  const judged = matches.find((match) => match.verdict?.summary === verdict.summary) ?? matches[0];
  return summaryInWords(verdict, judged?.title ?? '', writing());
}

/** A finding in a sentence: in English as the service wrote it, in another language told from its parts where it has them. */
export function findingOf(finding: Finding): Told {
  return findingTold(finding, writing());
}
