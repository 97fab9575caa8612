import type { Fingerprint } from '@streetdate/core/portable';
import { sumOf } from '../../evidence/audio/audio-vote.ts';
import type { Segment, SoundVote } from '../../match.ts';
import type { AudioRun } from './audio.ts';

/** Seconds from the ends of an audio track to the middle of its first and last code: 1.4, or 2 if re-timed or subsampled. */
const NEAR_END = 2;

/** A segment that only the audio found. Its ends are exact to a second, because each code covers 2.7 s. */
export function segmentOfAudio(query: Fingerprint, reference: Fingerprint, { track, map, start, end, ...run }: AudioRun): Segment {
  const first = track.timesMs[start]! / 1000;
  const last = track.timesMs[end - 1]! / 1000;
  const { offset, speed } = map;
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

/** The vote of audio that no other channel supports. */
export function audioVoteAlone(runs: readonly AudioRun[]): SoundVote {
  const codesCompared = sumOf(runs, (run) => run.codesCompared);
  const meanOf = (value: (run: AudioRun) => number) => sumOf(runs, (run) => value(run) * run.codesCompared) / codesCompared;
  return {
    vote: 'alone',
    codesCompared,
    meanDistance: meanOf((run) => run.meanDistance),
    backgroundDistance: meanOf((run) => run.backgroundDistance),
    scoreAdded: 0,
  };
}
