import type { ReportContent, ReportMatch, ReportReference, ReportScan, ReportSegment } from '../../../packages/cli/src/report/index.ts';

/** Pseudo-random numbers from 0 to 1, the same in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A segment whose distances scatter around `bits`, at four frames a second. */
export function exampleSegment(facts: {
  readonly queryStart: number;
  readonly length: number;
  readonly referenceStart: number;
  readonly speed?: number;
  readonly mirrored?: boolean;
  readonly bits?: number;
  readonly score?: number;
}): ReportSegment {
  const { queryStart, length, referenceStart, speed = 1, mirrored = false, bits = 8, score = length * 3 } = facts;
  const random = seededRandom(Math.round(queryStart * 1000 + length));
  const frameTimes = Array.from({ length: Math.max(1, Math.floor(length * 4)) }, (_, index) => queryStart + index / 4);
  const distances = frameTimes.map(() => Math.round(bits * (0.4 + random() + (random() > 0.95 ? 2 : 0))));
  return {
    queryStart,
    queryEnd: queryStart + length,
    referenceStart,
    referenceEnd: referenceStart + length * speed,
    speed,
    mirrored,
    rotation: 0,
    queryView: 'active',
    referenceView: 'active',
    backgroundDistance: 0.47,
    meanDistance: distances.reduce((sum, distance) => sum + distance, 0) / distances.length / 256,
    framesCompared: frameTimes.length,
    independentFrames: frameTimes.length * 0.8,
    score,
    distances,
    frameTimes,
  };
}

/** A match of reference `sintel-disc-us` with the given segments. */
export function exampleMatch(segments: readonly ReportSegment[], facts: Partial<ReportMatch> = {}): ReportMatch {
  const score = segments.reduce((sum, segment) => sum + segment.score, 0);
  return {
    referenceId: 'sintel-disc-us',
    titleId: 'sintel',
    title: 'Sintel',
    score,
    expectedFalseMatches: 10 ** -score,
    strength: 'strong',
    segments,
    secondOpinion: { algorithm: 'blockhash/1', framesCompared: 5, meanDistance: 0.06, vote: 'agrees' },
    verdict: { kind: 'pre-release-leak', summary: 'Shows “Sintel” nine days before its first release window opens.' },
    ...facts,
  };
}

/** A scanned file; without `matches` nothing was found in it. */
export function exampleScan(path: string, facts: Partial<ReportScan> = {}): ReportScan {
  return {
    type: 'scan',
    path,
    scanId: 'scan-1',
    kind: 'film',
    duration: 10,
    look: { frames: 'every', closer: [] },
    scannedAt: '2026-03-01T09:30:12Z',
    reused: false,
    sighting: { seenAt: '2026-03-01T08:00:00Z', seenAtBasis: 'observed', territory: 'DE' },
    matches: [],
    verdict: { kind: 'no-match', summary: 'No enrolled title was found.' },
    ...facts,
  };
}

/** The references that the example matches name. */
export const EXAMPLE_REFERENCES: ReadonlyMap<string, ReportReference> = new Map([
  [
    'sintel-disc-us',
    {
      title: 'Sintel',
      kind: 'disc',
      edition: 'Collector’s Edition, region A, batch 3',
      duration: 10,
      windows: [
        { territory: 'US', channel: 'disc', opensAt: '2026-03-10', timeZone: 'America/New_York' },
        { territory: 'DE', channel: 'disc', opensAt: '2026-03-19T00:00:00+01:00' },
        { territory: 'WORLD', channel: 'digital', opensAt: '2026-03-12T00:00:00Z' },
      ],
    },
  ],
]);

/** A report of the given scans. */
export function exampleContent(scans: readonly ReportScan[], facts: Partial<ReportContent> = {}): ReportContent {
  return { generatedAt: '2026-03-01T10:00:00Z', version: '0.1.0', scans, references: EXAMPLE_REFERENCES, ...facts };
}

/** A leak with what speaks for and against it. */
export function exampleLeak(path = '/watch/Sintel.2026.1080p.BluRay.x264-GRP.mkv'): ReportScan {
  const segments = [exampleSegment({ queryStart: 0, length: 10, referenceStart: 0, bits: 12 })];
  return exampleScan(path, {
    matches: [exampleMatch(segments)],
    verdict: {
      kind: 'pre-release-leak',
      summary: 'Shows “Sintel” at least 8 days before the first lawful copy of it could be had anywhere.',
      explain: [
        {
          speaks: 'for',
          sentence:
            '10.0 s of the copy match the enrolled footage; a search of this size would find as much by chance less than once in a billion searches.',
        },
        { speaks: 'for', sentence: 'A second, independent hash (blockhash/1) confirms the match on 5 frames.' },
        { speaks: 'for', sentence: 'Not open yet: disc in the United States from 10 March 2026.' },
        { speaks: 'against', sentence: 'No evidence tells which release the copy was made from.' },
      ],
    },
  });
}
