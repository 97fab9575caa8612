import { deserialize, serialize } from 'node:v8';
import type { TimeSpan } from '@streetdate/core/portable';
import type { MatchOptions } from '@streetdate/matcher';
import type { GroupAnswer, GroupFindings, GroupQuestion } from '@streetdate/matcher/internal';
import type { PlanGroup } from './plan.ts';

/** What a searcher does with a group. */
export type SearchWork =
  /** Searches it for a query. */
  | {
      readonly kind: 'search';
      /** Where the query's fingerprint is, see `SearchTransport.publish`. */
      readonly query: string;
      readonly options: GroupOptions;
      /** Intervals that an earlier pass has settled, seconds. */
      readonly settled: readonly TimeSpan[];
    }
  /** Answers questions about its references. */
  | {
      readonly kind: 'ask';
      readonly questions: readonly GroupQuestion[];
      /** Names the fingerprints of the references that the questions are about. */
      readonly fingerprints: ReadonlyMap<string, string>;
    };

/** Options of a search in a group: those that are plain data and that a group needs. */
export type GroupOptions = Pick<
  MatchOptions,
  | 'maxSeedDistance'
  | 'reportBelow'
  | 'strongBelow'
  | 'maxAlignments'
  | 'maxComparisons'
  | 'maxPrioritisedComparisons'
  | 'libraryHours'
  | 'prioritised'
>;

/** A request to a searcher. */
export interface SearchRequest {
  readonly organisationId: string;
  /** The revision of the library's plan. */
  readonly revision: number;
  readonly group: PlanGroup;
  readonly work: SearchWork;
}

/** Its reply. */
export type SearchReply =
  | { readonly kind: 'findings'; readonly findings: GroupFindings }
  | { readonly kind: 'answers'; readonly answers: readonly GroupAnswer[] }
  /** The searcher has a later revision of the group. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'failed'; readonly message: string };

/** A message as bytes. V8's format keeps every bit of numbers, maps, sets and typed arrays, and later versions of Node read it. */
export function encodeMessage(message: unknown): Uint8Array {
  return serialize(message);
}

/** The message in some bytes. */
export function decodeMessage<Message>(bytes: Uint8Array): Message {
  return deserialize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) as Message;
}
