import { type Bar, type BarPair, isSameBar, NO_BARS } from './bar.ts';
import type { AxisEvidence, SideEvidence } from './frame-evidence.ts';

/** Cost of a change of the bars, in clear frames that must support it. */
const CHANGE_COST = 2.5;

/** Extra cost of a change to a bar on one side alone. Pairs are by far the usual case. */
const LONE_BAR_COST = 1.5;

/** Share of a black bar that a subtitle or a logo may cover; more is picture. */
const COVERED = 0.5;

/** Edge of a black bar from which a frame supports it. */
const FAINT_EDGE = 0.35;

/** Weight of picture at the border against an edge further in: texture is a weaker sign than a straight line. */
const OPEN_WEIGHT = 0.6;

/** Bars of one side that are tried, the most frequent first. */
const MOST_PROPOSALS = 3;

/**
 * Finds the bars of each frame along one axis: the sequence that explains the evidence best and changes seldom (Viterbi, IEEE Transactions
 * on Information Theory 13, 1967). Dark frames have no evidence and keep the bars of their neighbours. A subtitle in a bar is outweighed.
 * @param evidence - The frames' evidence, in order of time.
 * @param before - The bars of the frame before the first one.
 * @returns The bars of each frame.
 */
export function tracePath(evidence: readonly AxisEvidence[], before: BarPair): BarPair[] {
  const states = candidates(evidence, before);
  const entry = Float64Array.from(states, entryCost);
  const scores = entry.map((cost, state) => (state === 0 ? 0 : -cost));
  const cameFrom = new Uint8Array(evidence.length * states.length);
  // Plain loops: this is done twice for each frame and pair of bars.
  for (let frame = 0; frame < evidence.length; frame++) {
    const best = bestOf(scores);
    const most = scores[best]!;
    for (let state = 0; state < states.length; state++) {
      const [stayed, changed] = [scores[state]!, most - entry[state]!];
      cameFrom[frame * states.length + state] = stayed >= changed ? state : best;
      scores[state] = Math.max(stayed, changed) + gain(evidence[frame]!, states[state]!);
    }
  }
  const path: BarPair[] = new Array(evidence.length);
  let state = bestOf(scores);
  for (let frame = evidence.length - 1; frame >= 0; frame--) {
    path[frame] = states[state]!;
    state = cameFrom[frame * states.length + state]!;
  }
  return path;
}

/** Cost of a change to a pair of bars. */
function entryCost({ near, far }: BarPair): number {
  return CHANGE_COST + ((near === undefined) === (far === undefined) ? 0 : LONE_BAR_COST);
}

/** Index of the highest score, the first of several. */
function bestOf(scores: Float64Array): number {
  let best = 0;
  for (let state = 1; state < scores.length; state++) if (scores[state]! > scores[best]!) best = state;
  return best;
}

/** The pairs of bars to try: those before, none, and those that the frames propose. */
function candidates(evidence: readonly AxisEvidence[], before: BarPair): BarPair[] {
  const near = proposals(evidence.map((frame) => frame.near));
  const far = proposals(evidence.map((frame) => frame.far));
  const pairs: BarPair[] = [before];
  if (before.near !== undefined || before.far !== undefined) pairs.push(NO_BARS);
  const add = (one: Bar | undefined, other: Bar | undefined) => pairs.push({ near: one, far: other });
  for (const one of near) {
    // A bar on one side alone is black. Anything else that is straight and smooth is a wall or a door.
    if (one.black) add(one, undefined);
    for (const other of far) add(one, other);
    // Most bars have equal depth. When one of them borders on darkness, the other one decides.
    if (one.black && !far.some((other) => isSameBar(one, other))) add(one, { ...one });
  }
  for (const other of far) {
    if (other.black) add(undefined, other);
    if (other.black && !near.some((one) => isSameBar(one, other))) add({ ...other }, other);
  }
  return pairs;
}

/** The bars that frames agree on: at least two, or the only frame there is. */
function proposals(evidence: readonly SideEvidence[]): Bar[] {
  const votes: { bar: Bar; frames: number }[] = [];
  for (const { proposal: bar } of evidence) {
    if (bar === undefined) continue;
    const same = votes.find((vote) => isSameBar(vote.bar, bar));
    if (same === undefined) votes.push({ bar, frames: 1 });
    else same.frames++;
  }
  return votes
    .filter(({ frames }) => frames >= Math.min(2, evidence.length))
    .sort((one, other) => other.frames - one.frames)
    .slice(0, MOST_PROPOSALS)
    .map(({ bar }) => bar);
}

/** How much a frame supports a pair of bars: 2 when both sides are as clear as can be, below 0 when there is picture in a bar. */
function gain(frame: AxisEvidence, { near, far }: BarPair): number {
  return sideGain(frame.near, near) + sideGain(frame.far, far);
}

function sideGain({ black, smooth }: SideEvidence, bar: Bar | undefined): number {
  if (bar === undefined) return OPEN_WEIGHT * (black ?? smooth).open;
  if (!bar.black) {
    const edge = edgeNear(smooth, bar.depth);
    return edge > 0 ? edge : -smooth.missing;
  }
  if (black === undefined) return -1;
  const picture = Math.max(0, black.beyond[bar.depth]! - COVERED) / (1 - COVERED);
  return Math.max(0, edgeNear(black, bar.depth) - FAINT_EDGE) / (1 - FAINT_EDGE) - picture;
}

/** The edge at a depth or a line beside it. */
function edgeNear({ edge }: { readonly edge: Float32Array }, depth: number): number {
  return Math.max(edge[depth - 1]!, edge[depth]!, edge[depth + 1] ?? 0);
}
