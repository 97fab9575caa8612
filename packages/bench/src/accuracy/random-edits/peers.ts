import type { Cache } from '../cache.ts';
import type { LibraryEntry } from '../library.ts';
import type { Prediction } from '../metrics/prediction.ts';
import { FRAME_VOTING } from '../peers/frame-voting.ts';
import type { Peer } from '../peers/peer.ts';
import { SIGNATURE_LINES } from '../peers/signature-lines.ts';
import type { PeerResult, QueryResult } from './result.ts';
import { summarise } from './summary.ts';

/** Those that look at pictures: queries have no sound. */
const SEEING: readonly Peer[] = [...FRAME_VOTING, SIGNATURE_LINES];

/**
 * Asks other programs the same queries. The setting of each is the one with which it finds most on this very set, which favours it.
 * @param paths - The queries' files, by id.
 */
export async function askPeers(
  results: readonly QueryResult[],
  paths: ReadonlyMap<string, string>,
  entries: readonly LibraryEntry[],
  cache: Cache,
  onProgress: (line: string) => void = () => {},
): Promise<PeerResult[]> {
  const queries = results.map(({ queryId }) => ({ id: queryId, path: paths.get(queryId)! }));
  const references = entries.map(({ referenceId, path }) => ({ id: referenceId, path }));
  const answers: PeerResult[] = [];
  for (const peer of SEEING) {
    const settings = (await peer.answer({ queries, references, cache })).map(({ setting, predictions }) => ({
      ...{ name: peer.name, setting },
      results: answered(results, predictions),
    }));
    const recall = (answer: PeerResult) => summarise(answer.results).all.noFalse.value;
    const best = settings.reduce<PeerResult | undefined>(
      (before, answer) => (before !== undefined && recall(before) >= recall(answer) ? before : answer),
      undefined,
    );
    if (best !== undefined) answers.push(best);
    onProgress(`asked ${peer.name}`);
  }
  return answers;
}

/** The queries with what a peer found. A query of a film that is not enrolled for it finds no such film. */
function answered(results: readonly QueryResult[], predictions: readonly Prediction[]): QueryResult[] {
  return results.map((result) => ({
    ...result,
    doubtful: [],
    found: predictions
      .filter(({ queryId, referenceId }) => queryId === result.queryId && (result.kind === 'copy' || referenceId !== result.film))
      .map(({ referenceId, score, strong, segments }) => ({ referenceId, score, strong, segments }))
      .sort((one, other) => other.score - one.score),
  }));
}
