import { nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';
import { type PairedMarks, pairMarks } from './paired-overlays.ts';

/**
 * What it is worth that a copy has the one rendition's logo or notice, and that it has it not as the other. Nobody lays the very logo of a broadcaster over a copy of something else; another
 * release of that broadcaster, which nobody enrolled, may have it. That one is missing says less: whoever spreads a screener has reason to cover what says so, and some do it without a
 * trace. Nobody has counted either.
 */
const RATIO = { has: 1 / 20, lacks: 1 / 10 } as const;
/**
 * Odds at which what the copy shows at the marks is no accident of its scenes, by a normal distribution with the spread that it has elsewhere in the picture. In the tuning half of the
 * calibration shares were within 0.2 of 0 or 1, of rough excerpts of 20 s too, and spreads at 0.04 to 0.15: odds of a hundred million to one and more.
 */
const ODDS = 1000;
/** How far the copy's share may be off 0 or 1: halfway it is neither, and past it something else lies there. */
const OFF = 0.5;

/**
 * Marks: what stands in the pictures of one rendition throughout and not in those of another. A broadcaster's logo, a notice whose property it is, the box of a counter are in all copies
 * of it, at every size. Cannot say where renditions have the same marks or none, of a copy whose edges were cut off, and of one that shows a single scene.
 */
export function readMarks(copy: PlacedCopy): Reading {
  const silence = 'No logo or notice sets the enrolled renditions apart, or it cannot be told whether the copy has it.';
  return compareAll(copy, silence, (better, other) => {
    const marks = pairMarks(copy, better, other);
    if (marks === undefined || !isOfFirst(marks)) return undefined;
    const [has, lacks] = [nameRendition(better), nameRendition(other)];
    return {
      likelihoodRatio: marks.of === 'first' ? RATIO.has : RATIO.lacks,
      reason:
        marks.of === 'first'
          ? `It has what stands in the pictures of ${has} throughout, as a logo or a notice does, and not in those of ${lacks}.`
          : `It lacks what stands in the pictures of ${lacks} throughout, as a logo or a notice does, and not in those of ${has}.`,
    };
  });
}

/** Whether the copy's marks are those of the first: its share is nearer to 1 than to 0 by more than scenes explain. */
function isOfFirst({ share, spread }: PairedMarks): boolean {
  return Math.abs(share - 1) <= OFF && (2 * share - 1) / (2 * spread ** 2) >= Math.log(ODDS);
}
