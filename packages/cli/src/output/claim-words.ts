import type { ScanRecord } from '@streetdate/engine/records';
import { describeOdds } from '@streetdate/matcher/internal';

/** Least odds at which the measurements are compared with a claim. Weaker ones are no better than the claim. */
const TELLING = 5;

/** What {@link claimInWords} reads. */
export interface Claimed {
  /** What the name claims. */
  readonly claim?: ScanRecord['claim'];
  /** What the file shows, best first. */
  readonly matches: readonly Pick<ScanRecord['matches'][number], 'sources'>[];
}

/**
 * What a name claims about the source, and what the measurements of the best match suggest: `It calls itself DVDSCR, which is a claim of those who named
 * it; the picture suggests camera (40 to 1).` The claim decides nothing.
 * @returns undefined when the name claims nothing.
 */
export function claimInWords({ claim, matches }: Claimed): string | undefined {
  if (!claim) return undefined;
  const said = claim.reason.replace(/^it /u, 'It ').replace(/\.$/u, '');
  const evidence = matches[0]?.sources?.evidence ?? [];
  if (evidence.length === 0) return `${said}.`;
  const odds = new Map<string, number>();
  for (const { source, likelihoodRatio } of evidence) odds.set(source, (odds.get(source) ?? 1) * likelihoodRatio);
  const best = [...odds].sort(([, one], [, other]) => other - one)[0]!;
  const ofClaimed = odds.get(claim.source) ?? 1;
  if (best[1] >= TELLING && best[0] !== claim.source) return `${said}; ${says(best[0])} (${describeOdds(best[1])}).`;
  if (ofClaimed >= TELLING) return `${said}; ${says(claim.source)} too (${describeOdds(ofClaimed)}).`;
  if (ofClaimed <= 1 / TELLING) return `${said}; the measurements contradict ${claim.source} (${describeOdds(ofClaimed)} for it).`;
  return `${said}; the measurements are inconclusive.`;
}

/** A camera shows in the picture alone; other sources also in sound, speed and shot cuts. */
function says(source: string): string {
  return source === 'camera' ? 'the picture suggests camera' : `the measurements suggest ${source}`;
}
