import { AUDIO_ALGORITHM, speedOfView } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';
import type { SoundRun } from '../sound/find-sound.ts';
import { type SoundEvidence, weighSound } from '../sound/sound-evidence.ts';
import { SoundGrid } from '../sound/sound-line.ts';
import { firstFrom } from '../timeline/first-from.ts';
import type { Segment, SoundVote } from './match.ts';

/** Powers of ten that the sound must be less likely than chance to agree, and the most that it then adds to the pictures' score. */
const AGREES_FROM = 2;
const MOST_ADDED = 3;
/** Mean share of differing bits over which it disagrees: copies in a noisy room stay below 0.3, strangers are near 0.47. */
const DISAGREES_ABOVE = 0.4;
/** Independent observations that it needs to disagree: four seconds of sound. */
const FEWEST_TO_DISAGREE = 3;
/** Speeds of a re-timing are as good as a segment's within this. */
const SAME_SPEED = 0.026;
/** Sound may be early or late against the picture by so much, seconds: a line of pictures is known within a sampling interval. */
const SHIFTS = [0, -0.12, 0.12, -0.24, 0.24, -0.36, 0.36];

/**
 * Asks the sound about segments that the pictures found: compares the query's codes with those that each segment puts beside them.
 * Sound that is missing, replaced or dubbed takes nothing from what the pictures say.
 */
export function askSound(query: Fingerprint, reference: Fingerprint, segments: readonly Segment[]): SoundVote {
  const track = findTrack(reference, AUDIO_ALGORITHM, 'sound');
  const views = query.tracks.filter(({ algorithm }) => algorithm === AUDIO_ALGORITHM);
  if (track === undefined || views.length === 0) return SILENT;
  const grid = new SoundGrid(track);
  const heard = segments.flatMap((segment) => bestOnLine(views, grid, segment) ?? []);
  const codesCompared = sumOf(heard, ({ codesCompared }) => codesCompared);
  if (codesCompared === 0) return SILENT;
  const meanOf = (value: (evidence: SoundEvidence) => number) => sumOf(heard, (each) => value(each) * each.codesCompared) / codesCompared;
  const meanDistance = meanOf((each) => each.meanDistance);
  const evidence = Math.max(0, -sumOf(heard, ({ logChance }) => logChance));
  const vote =
    evidence >= AGREES_FROM && meanDistance < DISAGREES_ABOVE
      ? 'agrees'
      : meanDistance >= DISAGREES_ABOVE && sumOf(heard, ({ independentCodes }) => independentCodes) >= FEWEST_TO_DISAGREE
        ? 'disagrees'
        : 'silent';
  const scoreAdded = vote === 'agrees' ? Math.min(MOST_ADDED, evidence) : 0;
  return { vote, codesCompared, meanDistance, backgroundDistance: meanOf((each) => each.backgroundDistance), scoreAdded };
}

const SILENT: SoundVote = { vote: 'silent', codesCompared: 0, meanDistance: 0, backgroundDistance: 0, scoreAdded: 0 };

/** What the re-timing and shift that fit best say on a segment's line, less the choice among them. */
function bestOnLine(views: readonly HashTrack[], grid: SoundGrid, segment: Segment): SoundEvidence | undefined {
  const fitting = views.filter(({ view }) => Math.abs((speedOfView(view) ?? 0) / segment.speed - 1) <= SAME_SPEED);
  const offset = segment.referenceStart - segment.speed * segment.queryStart;
  let best: SoundEvidence | undefined;
  for (const track of fitting) {
    const start = firstFrom(track.timesMs, 1000 * segment.queryStart);
    const end = firstFrom(track.timesMs, 1000 * segment.queryEnd);
    const scratch = new Uint8Array(track.hashes.length);
    for (const shift of SHIFTS) {
      const evidence = weighSound(track, grid, { offset: offset + shift, speed: segment.speed }, start, end, scratch);
      if (evidence.codesCompared === 0) continue;
      const logChance = Math.min(0, evidence.logChance + Math.log10(fitting.length * SHIFTS.length));
      if (best === undefined || evidence.meanDistance < best.meanDistance) best = { ...evidence, logChance };
    }
  }
  return best;
}

/** The first and last code of a sound have their middle 1.4 s from its ends; re-timed and every other one, 2 s. */
const NEAR_END = 2;

/** A segment that the sound alone found. Its ends are known within a second, as each code describes 2.7 s. */
export function segmentOfSound(query: Fingerprint, reference: Fingerprint, { track, line, start, end, ...run }: SoundRun): Segment {
  const first = track.timesMs[start]! / 1000;
  const last = track.timesMs[end - 1]! / 1000;
  const { offset, speed } = line;
  const queryStart = Math.max(0, -offset / speed, first <= NEAR_END ? 0 : first);
  const queryEnd = Math.min(query.duration - last <= NEAR_END ? query.duration : last, (reference.duration - offset) / speed);
  return {
    queryStart,
    queryEnd,
    referenceStart: Math.max(0, offset + speed * queryStart),
    referenceEnd: offset + speed * queryEnd,
    speed,
    mirrored: false,
    queryView: 'active',
    referenceView: 'active',
    rotation: 0,
    meanDistance: run.meanDistance,
    backgroundDistance: run.backgroundDistance,
    framesCompared: run.codesCompared,
    independentFrames: run.independentCodes,
    score: run.score,
    distances: [],
    frameTimes: [],
    foundBy: 'sound',
  };
}

/** The vote of sound that nothing else speaks beside. */
export function voteAlone(runs: readonly SoundRun[]): SoundVote {
  const codesCompared = sumOf(runs, (run) => run.codesCompared);
  const meanOf = (value: (run: SoundRun) => number) => sumOf(runs, (run) => value(run) * run.codesCompared) / codesCompared;
  return {
    vote: 'alone',
    codesCompared,
    meanDistance: meanOf((run) => run.meanDistance),
    backgroundDistance: meanOf((run) => run.backgroundDistance),
    scoreAdded: 0,
  };
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
