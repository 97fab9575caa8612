import { compareRenditions } from '../../compare/compare-renditions.ts';
import { nameRendition, type PlacedCopy, type PlacedRendition, timeIn } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/** Not counted: how often people put the chapters of a disc into a copy of something else. It is rare. */
const RATIOS = { shared: 1 / 15 } as const;
/** Seconds within which two marks are the same. Marks stand on key frames, half a second apart, and move to those of the copy. */
const SAME_MARK = 0.3;
/** Fewest marks that must coincide. Few films have fewer, and few marks coincide by chance. */
const FEWEST = 4;
/** Least share of the copy's marks that coincide with the one rendition's, and largest with the other's. */
const SHARE = { ofOne: 0.8, ofOther: 0.3 } as const;
/** Marks before this time are ignored, seconds: every film has one at its beginning. */
const BEGINNING = 1;

/** Chapter marks. */
export const chapters: Sign<'chapters'> = {
  name: 'chapters',
  measures: 'Which rendition’s chapter marks the copy has.',
  trait: 'chapters',
  ratios: RATIOS,
  fooledBy: 'Marks that hobbyists collected from a disc and put into a copy of something else.',
  inconclusive: 'The copy has no marks or evenly spaced ones, renditions share them, or it is unknown whether a rendition has any.',
  read: (copy) => {
    const marks = marksOf(copy);
    const inconclusive = 'It has no chapter marks, or no enrolled rendition alone has them.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const [own, rival] = [sharedMarks(marks, better), sharedMarks(marks, other)];
      if (own === undefined || rival === undefined || own < FEWEST) return undefined;
      if (own < SHARE.ofOne * marks.length || rival > SHARE.ofOther * marks.length) return undefined;
      return {
        likelihoodRatio: RATIOS.shared,
        reason: `${own} of its ${marks.length} chapter marks match ${nameRendition(better)}, and ${rival} match ${nameRendition(other)}.`,
      };
    });
  },
};

/** The copy's marks, without one at the beginning. */
const marksOf = ({ query }: PlacedCopy) => (query.media.chapters ?? []).filter((time) => time >= BEGINNING);

/** How many of the copy's marks a rendition has; undefined if it is unknown whether the rendition has any. */
function sharedMarks(marks: readonly number[], rendition: PlacedRendition): number | undefined {
  return rendition.fingerprint.media.chapters && marks.filter((mark) => hasMark(mark, rendition)).length;
}

const hasMark = (mark: number, rendition: PlacedRendition) =>
  Math.abs(offsetToMark(mark, rendition) ?? Number.POSITIVE_INFINITY) <= SAME_MARK;

/** Seconds from one of the copy's marks to the rendition's nearest, infinite without marks; undefined where the copy does not show the rendition. */
function offsetToMark(mark: number, rendition: PlacedRendition): number | undefined {
  const time = timeIn(rendition, mark);
  if (time === undefined) return undefined;
  const chapters = rendition.fingerprint.media.chapters ?? [];
  return chapters
    .map((chapter) => chapter - time)
    .reduce((nearest, each) => (Math.abs(each) < Math.abs(nearest) ? each : nearest), Infinity);
}

/**
 * Counts how many ways the copy's marks agree with the one rendition and not with the other. Marks moved by the same time count once.
 * It is 0 if the copy's marks are not the one's.
 */
export function chapterPoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  const marks = marksOf(copy);
  const own = marks.filter((mark) => hasMark(mark, one));
  if (own.length < SHARE.ofOne * marks.length || other.fingerprint.media.chapters === undefined) return 0;
  const moved = own.flatMap((mark) => offsetToMark(mark, other) ?? []).filter((seconds) => Math.abs(seconds) > SAME_MARK);
  return new Set(moved.map((seconds) => Math.round(seconds / SAME_MARK))).size;
}
