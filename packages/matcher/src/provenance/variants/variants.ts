import { differencesOf } from '../compare/differences.ts';
import { hasFilmOf } from '../compare/same-film.ts';
import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';
import { chapterPoints } from '../signs/chapters/chapters.ts';
import { burnedInTextPoints } from '../signs/subtitles/subtitles.ts';
import type { Source } from '../source-evidence.ts';
import { subtitlePoints } from './subtitle-streams.ts';
import { takePoints } from './takes.ts';

/** Which of several variants of one release a copy carries. Variants are renditions that were made to differ on purpose. */
export interface VariantReading {
  /** The kind of release. */
  readonly source: Source;
  /** Reference ids of the variants that fit: several if the copy does not tell them apart. */
  readonly carries: readonly string[];
  /** Reference ids of the variants that the copy contradicts; at least one. */
  readonly excludes: readonly string[];
  /** Points of the copy that separate the fitting variants from the nearest of the others. */
  readonly points: number;
  /**
   * Probability that an unrelated copy would agree in all points: one half for each, since each has at least two
   * states. It is not corrected for the number of variants: of a thousand discs one meets a probability of 1 in 1000.
   */
  readonly chance: number;
  /** One sentence for a person. */
  readonly reason: string;
}

/**
 * Tells variants apart by their points: the order of a playlist, a swapped take, added or missing seconds, the times of
 * chapters, and of subtitles, burned in or in a stream. A variant fits if the copy agrees with it where another
 * differs, and never the other way round.
 * @returns One reading for each kind of source with at least two renditions that the copy tells apart.
 */
export function readVariants(copy: PlacedCopy): VariantReading[] {
  const sources = [...new Set(copy.renditions.map(({ source }) => source))];
  return sources.flatMap(
    (source) =>
      readVariantsOf(
        copy,
        copy.renditions.filter((rendition) => rendition.source === source),
      ) ?? [],
  );
}

function readVariantsOf(copy: PlacedCopy, renditions: readonly PlacedRendition[]): VariantReading | undefined {
  // Compare each pair once: it takes long for a copy of two hours.
  const told = new Map(
    renditions.map((one) => [one, new Map(renditions.map((other) => [other, one === other ? 0 : countPoints(copy, one, other)]))]),
  );
  const pointsFor = (one: PlacedRendition, other: PlacedRendition) => told.get(one)!.get(other)!;
  const excludes = renditions.filter((one) => renditions.some((other) => pointsFor(other, one) > 0));
  const carries = renditions.filter((one) => !excludes.includes(one));
  // If each is contradicted somewhere, the copy was put together, or comes from a variant that nobody enrolled.
  if (excludes.length === 0 || carries.length === 0) return undefined;
  const points = Math.min(...excludes.map((other) => Math.max(...carries.map((one) => pointsFor(one, other)))));
  if (points === 0) return undefined;
  const [ids, others] = [carries, excludes].map((some) => some.map(({ referenceId }) => referenceId));
  const chance = 2 ** -points;
  return {
    source: renditions[0]!.source,
    carries: ids!,
    excludes: others!,
    points,
    chance,
    reason: `It carries ${ids!.join(' or ')}, not ${others!.join(' or ')}: ${points} ${points === 1 ? 'point tells' : 'points tell'} them apart, which chance would match once in ${1 / chance} copies.`,
  };
}

/** Points at which the copy agrees with the one and not with the other; 0 if the other is another film. */
function countPoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  if (!hasFilmOf(other, one, copy.algorithm)) return 0;
  // Burned-in text also changes the frame hashes.
  const inPicture = Math.max(takePoints(copy, one, other), burnedInTextPoints(copy, one, other));
  return differencesOf(copy, one, other).length + chapterPoints(copy, one, other) + inPicture + subtitlePoints(copy, one, other);
}
