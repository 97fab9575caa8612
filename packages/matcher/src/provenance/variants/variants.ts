import { differencesOf } from '../compare/differences.ts';
import { hasFilmOf } from '../compare/same-film.ts';
import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';
import { chapterPoints } from '../signs/chapters/chapters.ts';
import { writingPoints } from '../signs/subtitles/subtitles.ts';
import type { Source } from '../source-evidence.ts';
import { subtitlePoints } from './subtitle-streams.ts';
import { takePoints } from './takes.ts';

/** Which of several variants of one release a copy carries: renditions that were made to differ on purpose. */
export interface VariantReading {
  /** The kind of release that the variants are of. */
  readonly source: Source;
  /** Reference ids of the variants that fit: one where the copy tells, several where it tells only some apart. */
  readonly carries: readonly string[];
  /** Reference ids of the variants that the copy contradicts; at least one. */
  readonly excludes: readonly string[];
  /** Points of the copy that set the variants that fit apart from the nearest of the others. */
  readonly points: number;
  /**
   * Chance that a copy that knew nothing of these variants would agree in all points: each has two states at least, so a half for each point.
   * It does not know how many variants there are: with a thousand discs in hand, a chance of 1 in 1000 is met by one of them.
   */
  readonly chance: number;
  /** One sentence for a person. */
  readonly reason: string;
}

/**
 * Tells variants apart by their points: another order of the playlist, a take that was swapped, some seconds more or less, chapters at other times, subtitles that come at others, in the picture or in a stream that the copy kept. A variant fits where the copy
 * runs as it does at some point where another does not, and nowhere the other way round.
 * @returns For each kind of source with two renditions and more what the copy says; nothing where it cannot say.
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
  // Each pair once: a copy of two hours is laid beside both.
  const told = new Map(
    renditions.map((one) => [one, new Map(renditions.map((other) => [other, one === other ? 0 : countPoints(copy, one, other)]))]),
  );
  const pointsFor = (one: PlacedRendition, other: PlacedRendition) => told.get(one)!.get(other)!;
  const excludes = renditions.filter((one) => renditions.some((other) => pointsFor(other, one) > 0));
  const carries = renditions.filter((one) => !excludes.includes(one));
  // Where each is contradicted at some point, the copy was put together, or is of a variant that nobody enrolled.
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
    reason: `It carries ${ids!.join(' or ')} and not ${others!.join(' or ')}: ${points} ${points === 1 ? 'point tells' : 'points tell'} them apart, which a chance hit would match once in ${1 / chance}.`,
  };
}

/** Points at which the copy runs as the one and not as the other; none where the other is not of the same film. */
function countPoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  if (!hasFilmOf(other, one, copy.algorithm)) return 0;
  // Writing changes the picture too.
  const inPicture = Math.max(takePoints(copy, one, other), writingPoints(copy, one, other));
  return differencesOf(copy, one, other).length + chapterPoints(copy, one, other) + inPicture + subtitlePoints(copy, one, other);
}
