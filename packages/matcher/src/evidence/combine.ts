import type { FurtherEvidence, Match } from '../match.ts';
import type { AlignedFilms, ChannelEvidence, EvidenceChannel } from './channel.ts';

/** Upper limit of scores: smaller expectations are not representable. */
export const HIGHEST_SCORE = 300;

/** The evidence of all channels together. */
export interface CombinedEvidence extends Pick<Match, 'secondOpinion' | 'sound' | 'light' | 'further'> {
  /** Powers of ten, 0 to 300. */
  readonly score: number;
}

/**
 * Combines the channels. Their scores are added, because each channel bounds its own score and uses different data. Channels that always
 * count decide whether a match is reported. The others then support it.
 * @param reportBelow - Largest number of expected false matches at which a match is reported.
 * @returns Undefined if the match is not reported.
 */
export function combineEvidence(
  channels: readonly EvidenceChannel[],
  films: AlignedFilms,
  reportBelow: number,
): CombinedEvidence | undefined {
  const values: { readonly name: string; readonly evidence: ChannelEvidence }[] = [];
  const sumOf = (counts: EvidenceChannel['counts'], from: number) => {
    let score = from;
    for (const channel of channels.filter((each) => each.counts === counts)) {
      const evidence = channel.value(films);
      if (evidence === undefined) continue;
      values.push({ name: channel.name, evidence });
      score += evidence.score;
    }
    return score;
  };
  const seen = sumOf('always', 0);
  if (10 ** -seen > reportBelow) return undefined;
  const score = Math.min(HIGHEST_SCORE, sumOf('once-reported', seen));
  const { secondOpinion, sound, light } = Object.assign({}, ...values.map(({ evidence }) => evidence.report)) as Partial<Match>;
  const further: FurtherEvidence[] = values.flatMap(({ name, evidence: { report, vote, score: added } }) =>
    report === undefined ? [{ channel: name, vote, scoreAdded: added }] : [],
  );
  return { score, secondOpinion, sound, ...(light && { light }), ...(further.length > 0 && { further }) };
}
