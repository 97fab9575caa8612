import type { Fingerprint } from '@streetdate/core/portable';
import type { Match, Segment } from '../match.ts';

/** A query and a reference, with the segments that align them. */
export interface AlignedFilms {
  /** The query. */
  readonly query: Fingerprint;
  /** The reference. */
  readonly reference: Fingerprint;
  /** Algorithm of the hashes that found the segments. */
  readonly algorithm: string;
  /** At least one, in order of query time. */
  readonly segments: readonly Segment[];
}

/** The vote of one channel on two aligned films. */
export interface ChannelEvidence {
  /** `agrees` if the channel supports the alignment, `disagrees` if it contradicts it, `silent` if it is inconclusive. */
  readonly vote: 'agrees' | 'disagrees' | 'silent';
  /** Its contribution to {@link Match.score} in powers of ten, at least 0. */
  readonly score: number;
  /** Its details, for a channel that has a property of its own in {@link Match}. @defaultValue listed in {@link Match.further} */
  readonly report?: Partial<Pick<Match, 'secondOpinion' | 'sound' | 'light'>>;
}

/** Values alignments by one kind of data. Adding one is one file here and one line in `EVIDENCE_CHANNELS`. */
export interface EvidenceChannel {
  /** Its name, unique among the channels of a search. */
  readonly name: string;
  /** What it compares. One sentence for the documentation. */
  readonly purpose: string;
  /** Whether it helps a match to be reported, or only supports matches that are reported without it. */
  readonly counts: 'always' | 'once-reported';
  /** Compares two films on their segments; undefined if one of them lacks the data. */
  value(films: AlignedFilms): ChannelEvidence | undefined;
}
