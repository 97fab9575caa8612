import { nameRendition, type PlacedCopy, type PlacedRendition, timeIn } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/**
 * What chapter marks are worth that are the one rendition's and not the other's. They are copied with the film by those who keep the disc's container; others put
 * a disc's marks, as collected by hobbyists, into copies of something else, but do so seldom.
 */
const RATIO = 1 / 15;
/** Seconds within which two marks are one: marks stand on key frames, half a second apart, and are moved to those of the copy. */
const SAME_MARK = 0.3;
/** Marks that must be the one's. Few films have fewer, and few marks coincide by chance. */
const FEWEST = 4;
/** Share of the copy's marks that must be the one's at least, and that may be the other's at most. */
const SHARE = { ofOne: 0.8, ofOther: 0.3 } as const;
/** A mark at the very beginning says nothing, seconds. */
const BEGINNING = 1;

/**
 * Chapter marks: whose stand in the copy. Cannot say where the copy has none, where they stand at even distances or in other places, where renditions share
 * them, and where nobody noted whether a rendition has any.
 */
export function readChapters(copy: PlacedCopy): Reading {
  const silence = 'It has no chapter marks, or they are those of all enrolled renditions, or of none.';
  const marks = marksOf(copy);
  return compareAll(copy, silence, (better, other) => {
    const [own, rival] = [sharedMarks(marks, better), sharedMarks(marks, other)];
    if (own === undefined || rival === undefined || own < FEWEST) return undefined;
    if (own < SHARE.ofOne * marks.length || rival > SHARE.ofOther * marks.length) return undefined;
    return {
      likelihoodRatio: RATIO,
      reason: `${own} of its ${marks.length} chapter marks are those of ${nameRendition(better)}, and ${rival} those of ${nameRendition(other)}.`,
    };
  });
}

/** The copy's marks that say something. */
const marksOf = ({ query }: PlacedCopy) => (query.media.chapters ?? []).filter((time) => time >= BEGINNING);

/** How many of the copy's marks a rendition has where the copy shows it; undefined where it is not known whether it has any. */
function sharedMarks(marks: readonly number[], rendition: PlacedRendition): number | undefined {
  return rendition.fingerprint.media.chapters && marks.filter((mark) => hasMark(mark, rendition)).length;
}

const hasMark = (mark: number, rendition: PlacedRendition) => Math.abs(offMark(mark, rendition) ?? Number.POSITIVE_INFINITY) <= SAME_MARK;

/** Seconds from one of the copy's marks to the rendition's nearest, infinite where it has none; undefined where the copy does not show it there. */
function offMark(mark: number, rendition: PlacedRendition): number | undefined {
  const time = timeIn(rendition, mark);
  if (time === undefined) return undefined;
  const chapters = rendition.fingerprint.media.chapters ?? [];
  return chapters
    .map((chapter) => chapter - time)
    .reduce((nearest, each) => (Math.abs(each) < Math.abs(nearest) ? each : nearest), Infinity);
}

/** In how many ways the copy's chapter marks stand as those of the one and not as those of the other: marks that were moved alike are one. Nothing where its marks are not the one's. */
export function chapterPoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  const marks = marksOf(copy);
  const own = marks.filter((mark) => hasMark(mark, one));
  if (own.length < SHARE.ofOne * marks.length || other.fingerprint.media.chapters === undefined) return 0;
  const moved = own.flatMap((mark) => offMark(mark, other) ?? []).filter((seconds) => Math.abs(seconds) > SAME_MARK);
  return new Set(moved.map((seconds) => Math.round(seconds / SAME_MARK))).size;
}
