import type { Fingerprint } from '@streetdate/core/portable';
import type { Match, Segment } from '../match.ts';

/** A query and a reference, with the segments that align them. */
export interface AlignedFilms {
  /** The query. */
  readonly query: Fingerprint;
  /** The reference that it may show. */
  readonly reference: Fingerprint;
  /** Algorithm of the hashes that found the segments. */
  readonly algorithm: string;
  /** At least one, in order of query time. */
  readonly segments: readonly Segment[];
}

/** What one channel says of two aligned films. */
export interface ChannelEvidence {
  /** `agrees` when the channel supports the alignment, `disagrees` when it contradicts it, `silent` when it cannot tell. */
  readonly vote: 'agrees' | 'disagrees' | 'silent';
  /** Powers of ten that it adds to {@link Match.score}, at least 0. */
  readonly score: number;
  /** Its details, for a channel that has a property of its own in {@link Match}. @defaultValue listed in {@link Match.further} */
  readonly report?: Partial<Pick<Match, 'secondOpinion' | 'sound' | 'light'>>;
}

/** Values alignments by one kind of data. Adding one is one file here and one line in `EVIDENCE_CHANNELS`. */
export interface EvidenceChannel {
  /** Its name, unique among the channels of a search. */
  readonly name: string;
  /** What it compares, one sentence for the documentation. */
  readonly purpose: string;
  /** Whether it helps a match to be reported, or only supports matches that are reported without it. */
  readonly counts: 'always' | 'once-reported';
  /** Compares two films on their segments; undefined when one of them lacks the data. */
  value(films: AlignedFilms): ChannelEvidence | undefined;
}
