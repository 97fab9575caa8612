import type { Fingerprint } from '@streetdate/core';
import { spliceFingerprints } from '@streetdate/core/internal';
import { BandIndex } from '@streetdate/index';
import { findMatches, type MatchOptions } from '@streetdate/matcher';
import { Random } from '../seeded-random.ts';

/** A false positive among unrelated pairs. */
export interface FalseMatch {
  /** The film that the window was cut from. */
  readonly film: string;
  /** The window in the film, seconds. */
  readonly start: number;
  /** Length of the window, seconds. */
  readonly length: number;
  readonly referenceId: string;
  readonly score: number;
  readonly strong: boolean;
  /** Where in the reference the first segment lies, seconds. */
  readonly referenceStart: number;
}

/** What {@link scanNullPairs} found. */
export interface NullPairs {
  /** Pairs of a window and a reference that were looked up. */
  readonly pairs: number;
  readonly windows: number;
  /** Every report, strong or not. */
  readonly reported: readonly FalseMatch[];
  readonly strong: number;
  /** How well the expected false matches hold. */
  readonly calibration: readonly CalibrationPoint[];
}

/** Expected and counted false matches up to one threshold. */
export interface CalibrationPoint {
  /** Expected false matches of one search up to which a match is counted. */
  readonly threshold: number;
  /** False matches that all searches together should give: the threshold times the windows. */
  readonly expected: number;
  /** False matches that they gave. */
  readonly counted: number;
}

/** A film that takes part: as windows, as references, or as both, never against itself. */
export interface NullFilm {
  readonly id: string;
  /** The query fingerprint, which windows are cut from. */
  readonly query: Fingerprint;
  /** Reference fingerprints of the film and its versions, each enrolled in pieces; empty for a film that only gives windows. */
  readonly references: readonly Fingerprint[];
}

/** Thresholds of the calibration: expected false matches of one search. A match with more than one is not scored. */
const THRESHOLDS = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001] as const;
/** What a search reports by default. */
const REPORTED = 0.1;

/** References are enrolled in pieces of this length: more references, and each as a short clip would be. */
const REFERENCE_SECONDS = 15;

/**
 * Looks up short windows of every film among all *other* films. Windows are 3 to 20 s long and cut from fingerprints that exist already,
 * references are pieces of 15 s, so hundreds of thousands of pairs cost no decoding. Films that share content must not both take part.
 * @param pairs How many pairs to look up at least.
 * @param tell Called with one line after each film: a run of 100,000 pairs takes half an hour.
 */
export function scanNullPairs(
  films: readonly NullFilm[],
  pairs: number,
  seed: string,
  options: MatchOptions = {},
  tell: (line: string) => void = () => {},
): NullPairs {
  const pieces = films.map(({ references }) => references.flatMap(cutAll));
  const referencesFor = (at: number) => pieces.reduce((sum, list, other) => sum + (other === at ? 0 : list.length), 0);
  const perWindow = films.reduce((sum, _, at) => sum + referencesFor(at), 0) / films.length;
  const windowsEach = Math.ceil(pairs / perWindow / films.length);
  const { reportBelow = REPORTED } = options;
  const lenient = { ...options, reportBelow: Math.max(reportBelow, THRESHOLDS[0]) };
  const found: (FalseMatch & { readonly expected: number })[] = [];
  let scanned = 0;
  let windows = 0;
  for (const [at, film] of films.entries()) {
    const index = new BandIndex();
    for (const [other, list] of pieces.entries()) {
      if (other !== at) for (const [number, piece] of list.entries()) index.add(`${films[other]!.id}#${number}`, piece);
    }
    const random = new Random(`${seed}/null/${film.id}`);
    for (let window = 0; window < windowsEach; window++) {
      const length = Math.min(film.query.duration, random.between(3, 20));
      const start = random.between(0, film.query.duration - length);
      const query = spliceFingerprints([{ fingerprint: film.query, start, end: start + length }]);
      windows++;
      scanned += referencesFor(at);
      if (query.tracks[0]?.timesMs.length === 0) continue;
      for (const { referenceId, score, expectedFalseMatches, strength, segments } of findMatches(query, index, lenient)) {
        const referenceStart = segments[0]?.referenceStart ?? Number.NaN;
        const strong = strength === 'strong';
        found.push({ film: film.id, start, length, referenceId, score, strong, referenceStart, expected: expectedFalseMatches });
      }
    }
    const reported = found.filter(({ expected }) => expected <= reportBelow).length;
    tell(`unrelated pairs: ${at + 1} of ${films.length} films, ${scanned} pairs, ${reported} reported`);
  }
  const reported = found.filter(({ expected }) => expected <= reportBelow).map(({ expected: _, ...match }) => match);
  const calibration = THRESHOLDS.map((threshold) => ({
    threshold,
    expected: threshold * windows,
    counted: found.filter(({ expected }) => expected <= threshold).length,
  }));
  return { pairs: scanned, windows, reported, strong: reported.filter((match) => match.strong).length, calibration };
}

function cutAll(reference: Fingerprint): Fingerprint[] {
  const count = Math.max(1, Math.round(reference.duration / REFERENCE_SECONDS));
  const length = reference.duration / count;
  return Array.from({ length: count }, (_, at) =>
    spliceFingerprints([{ fingerprint: reference, start: at * length, end: (at + 1) * length }]),
  ).filter((piece) => (piece.tracks[0]?.timesMs.length ?? 0) > 0);
}
