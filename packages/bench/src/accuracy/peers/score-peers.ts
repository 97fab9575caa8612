import {
  bestPoint,
  type CurvePoint,
  microAveragePrecision,
  precisionRecallCurve,
  recallAtZeroFalse,
  risingPoints,
} from '../metrics/average-precision.ts';
import { bootstrap, type Estimate } from '../metrics/bootstrap.ts';
import { joinPairs, pairsByQuery, scorePairs } from '../metrics/pairs.ts';
import type { Prediction } from '../metrics/prediction.ts';
import type { QueryTruth } from '../truth.ts';
import type { Peer, PeerAnswer, PeerTask } from './peer.ts';

/** A peer's scores on the queries and references of the run. */
export interface PeerScore {
  readonly name: string;
  /** What it describes films by, and how it compares them. */
  readonly about: string;
  /** Whether it contains one of our ideas and so is not a peer by itself. */
  readonly isOurs: boolean;
  /** Its best setting on this set. */
  readonly setting: string;
  readonly microAveragePrecision: Estimate;
  readonly recallAtZeroFalse: Estimate;
  /** Its best threshold on this set, by F1; undefined when it predicted nothing. */
  readonly best: CurvePoint | undefined;
  /** Streetdate's micro average precision minus the peer's, with both on the same draws of queries. */
  readonly lead: Estimate;
  readonly curve: readonly CurvePoint[];
}

/** The peers of one run. */
export interface PeerScores {
  /** Best first. */
  readonly scores: readonly PeerScore[];
  /** Those that could not run here, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** The best of what others offer; undefined when no peer could run. */
export function bestPeer({ scores }: PeerScores): PeerScore | undefined {
  return scores.find(({ isOurs }) => !isOurs);
}

/**
 * Runs peers on the queries and references that Streetdate was given. Setting and threshold of each are chosen with the truth of this set in
 * hand, which favours the peers: Streetdate's own were fixed before.
 * @param own - Streetdate's predictions, for the lead.
 */
export async function scorePeers(
  peers: readonly Peer[],
  task: PeerTask,
  queries: readonly QueryTruth[],
  own: readonly Prediction[],
): Promise<PeerScores> {
  const scores: PeerScore[] = [];
  const skipped: { name: string; reason: string }[] = [];
  for (const peer of peers) {
    const reason = await peer.findObstacle();
    if (reason === undefined) scores.push(scorePeer(peer, await peer.answer(task), queries, own));
    else skipped.push({ name: peer.name, reason });
    task.onProgress?.(reason === undefined ? `asked ${peer.name}` : `skipped ${peer.name}: ${reason}`);
  }
  scores.sort((one, other) => other.microAveragePrecision.value - one.microAveragePrecision.value);
  return { scores, skipped };
}

function scorePeer(
  { name, about, isOurs = false }: Peer,
  answers: readonly PeerAnswer[],
  queries: readonly QueryTruth[],
  own: readonly Prediction[],
): PeerScore {
  const [first, ...others] = answers.map(({ setting, predictions }) => {
    const pairs = scorePairs(queries, predictions);
    return { setting, pairs, precision: microAveragePrecision(pairs) };
  });
  if (first === undefined) throw new RangeError(`the peer ${name} must have at least one setting`);
  const { setting, pairs } = others.reduce((best, answer) => (answer.precision > best.precision ? answer : best), first);
  const ownUnits = pairsByQuery(queries, scorePairs(queries, own));
  const units = pairsByQuery(queries, pairs).map((theirs, at) => ({ theirs, ours: ownUnits[at]! }));
  type Units = readonly (typeof units)[number][];
  const theirs = (drawn: Units) => joinPairs(drawn.map((unit) => unit.theirs));
  const ours = (drawn: Units) => joinPairs(drawn.map((unit) => unit.ours));
  const curve = risingPoints(precisionRecallCurve(pairs));
  return {
    ...{ name, about, isOurs, setting, curve },
    microAveragePrecision: bootstrap(units, (drawn) => microAveragePrecision(theirs(drawn))),
    recallAtZeroFalse: bootstrap(units, (drawn) => recallAtZeroFalse(theirs(drawn))),
    best: bestPoint(curve),
    lead: bootstrap(units, (drawn) => microAveragePrecision(ours(drawn)) - microAveragePrecision(theirs(drawn))),
  };
}
