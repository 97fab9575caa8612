import { AUDIO_ALGORITHM, speedOfView } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';
import type { Segment, SoundVote } from '../../match.ts';
import { AudioGrid } from './audio-grid.ts';
import { type AudioEvidence, valueAudio } from './value-audio.ts';

/** Powers of ten by which the audio must beat chance to agree, and the most that it then adds to the pictures' score. */
const AGREES_FROM = 2;
const MOST_ADDED = 3;
/** Mean share of differing bits from which it disagrees. Copies in a noisy room stay below 0.3, unrelated films are near 0.47. */
const DISAGREES_ABOVE = 0.4;
/** Fewest independent observations for a disagreement: four seconds of audio. */
const FEWEST_TO_DISAGREE = 3;
/** A re-timing fits a segment's speed within this. */
const SAME_SPEED = 0.026;
/** Audio may be early or late against the picture by this much, seconds. Alignments of pictures are exact to a sampling interval. */
const SHIFTS = [0, -0.12, 0.12, -0.24, 0.24, -0.36, 0.36];

/**
 * Compares the audio of segments that the pictures found. Missing, replaced or dubbed audio takes nothing from the pictures' score.
 */
export function compareAudio(query: Fingerprint, reference: Fingerprint, segments: readonly Segment[]): SoundVote {
  const track = findTrack(reference, AUDIO_ALGORITHM, 'sound');
  const views = query.tracks.filter(({ algorithm }) => algorithm === AUDIO_ALGORITHM);
  if (track === undefined || views.length === 0) return SILENT;
  const grid = new AudioGrid(track);
  const audioRuns = segments.flatMap((segment) => bestAlong(views, grid, segment) ?? []);
  const codesCompared = sumOf(audioRuns, ({ codesCompared }) => codesCompared);
  if (codesCompared === 0) return SILENT;
  const meanOf = (value: (evidence: AudioEvidence) => number) =>
    sumOf(audioRuns, (each) => value(each) * each.codesCompared) / codesCompared;
  const meanDistance = meanOf((each) => each.meanDistance);
  const evidence = Math.max(0, -sumOf(audioRuns, ({ logChance }) => logChance));
  const vote =
    evidence >= AGREES_FROM && meanDistance < DISAGREES_ABOVE
      ? 'agrees'
      : meanDistance >= DISAGREES_ABOVE && sumOf(audioRuns, ({ independentCodes }) => independentCodes) >= FEWEST_TO_DISAGREE
        ? 'disagrees'
        : 'silent';
  const scoreAdded = vote === 'agrees' ? Math.min(MOST_ADDED, evidence) : 0;
  return { vote, codesCompared, meanDistance, backgroundDistance: meanOf((each) => each.backgroundDistance), scoreAdded };
}

const SILENT: SoundVote = { vote: 'silent', codesCompared: 0, meanDistance: 0, backgroundDistance: 0, scoreAdded: 0 };

/** The audio evidence of a segment at the best re-timing and shift, corrected for the choice among them. */
function bestAlong(views: readonly HashTrack[], grid: AudioGrid, segment: Segment): AudioEvidence | undefined {
  const fitting = views.filter(({ view }) => Math.abs((speedOfView(view) ?? 0) / segment.speed - 1) <= SAME_SPEED);
  const offset = segment.referenceStart - segment.speed * segment.queryStart;
  let best: AudioEvidence | undefined;
  for (const track of fitting) {
    const start = firstFrom(track.timesMs, 1000 * segment.queryStart);
    const end = firstFrom(track.timesMs, 1000 * segment.queryEnd);
    const scratch = new Uint8Array(track.hashes.length);
    for (const shift of SHIFTS) {
      const evidence = valueAudio(track, grid, { offset: offset + shift, speed: segment.speed }, start, end, scratch);
      if (evidence.codesCompared === 0) continue;
      const logChance = Math.min(0, evidence.logChance + Math.log10(fitting.length * SHIFTS.length));
      if (best === undefined || evidence.meanDistance < best.meanDistance) best = { ...evidence, logChance };
    }
  }
  return best;
}

export function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
