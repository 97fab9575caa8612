import type { ScanRecord } from '@streetdate/engine/records';
import { evidenceInWords, IN_ENGLISH, inWords, oddsInWords } from '@streetdate/evidence/internal/words';

type Source = NonNullable<ScanRecord['claim']>['source'];

/** Likelihood ratio from which measurements are compared with a claim. Below it they are as weak as the claim itself. */
const TELLING = 5;

/** The parts of a scan that {@link claimInWords} needs. */
export interface Claimed {
  /** The claim of the name. */
  readonly claim?: ScanRecord['claim'];
  /** The matches, best first. */
  readonly matches: readonly Pick<ScanRecord['matches'][number], 'sources'>[];
}

/**
 * The source that a name claims, and whether measurements of the best match agree. The claim decides nothing.
 * @returns Such as `Its name claims DVDSCR; measurements favour camera recording (40 : 1).`; undefined without a claim.
 */
export function claimInWords({ claim, matches }: Claimed): string | undefined {
  if (!claim) return undefined;
  const claimed = claim.reason.replace(/\.$/u, '');
  const evidence = matches[0]?.sources?.evidence ?? [];
  if (evidence.length === 0) return `${claimed}.`;
  const ratios = new Map<Source, number>();
  for (const { source, likelihoodRatio } of evidence) ratios.set(source, (ratios.get(source) ?? 1) * likelihoodRatio);
  const [best, most] = [...ratios].sort(([, one], [, other]) => other - one)[0]!;
  const ofClaimed = ratios.get(claim.source) ?? 1;
  if (most >= TELLING && best !== claim.source) {
    return `${claimed}; measurements favour ${inWords(`source.${best}`, IN_ENGLISH)} (${oddsInWords(most, IN_ENGLISH)}).`;
  }
  if (ofClaimed >= TELLING)
    return `${claimed}; measurements agree (${evidenceInWords({ source: claim.source, likelihoodRatio: ofClaimed }, IN_ENGLISH)}).`;
  if (ofClaimed <= 1 / TELLING)
    return `${claimed}; measurements contradict it (${evidenceInWords({ source: claim.source, likelihoodRatio: ofClaimed }, IN_ENGLISH)}).`;
  return `${claimed}; measurements are inconclusive.`;
}
