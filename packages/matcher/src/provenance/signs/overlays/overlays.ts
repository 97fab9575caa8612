import { compareRenditions } from '../../compare/compare-renditions.ts';
import { nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';
import { type PairedOverlays, pairOverlays } from './paired-overlays.ts';

/**
 * Nobody puts a broadcaster's logo over a copy of something else; another release of that broadcaster may have it. A missing overlay is
 * worth less: those who spread a screener have reason to cover its notice, and some do so without a trace. Not counted.
 */
const RATIOS = { has: 1 / 20, lacks: 1 / 10 } as const;
/**
 * Least odds that the copy's share comes from the overlay and not from its scenes, by a normal distribution with the spread measured
 * elsewhere in the picture. In the tuning half of the calibration shares were within 0.2 of 0 or 1, and spreads 0.04 to 0.15, also for
 * rough excerpts of 20 s: odds of at least a hundred million to one.
 */
const ODDS = 1000;
/** How far the share may be from 0 or 1. Halfway is neither, and beyond it something else covers the place. */
const OFF = 0.5;

/** Burned-in overlays. */
export const overlays: Sign<'marks'> = {
  name: 'marks',
  measures: 'Burned-in overlays that stay throughout: a station logo, a property notice, a counter. Copies keep them at every size.',
  trait: 'picture',
  ratios: RATIOS,
  fooledBy: 'An overlay that was covered without a trace, or another release with the same logo.',
  inconclusive: 'The renditions have the same overlays or none, the copy’s edges were cropped, or it shows a single scene.',
  read: (copy) => {
    const inconclusive = 'No burned-in overlay distinguishes the enrolled renditions, or it is unclear whether the copy has it.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const pair = pairOverlays(copy, better, other);
      if (pair === undefined || !isOfFirst(pair)) return undefined;
      const [one, rival] = [nameRendition(better), nameRendition(other)];
      return pair.of === 'first'
        ? {
            likelihoodRatio: RATIOS.has,
            reason: `It has a burned-in overlay, such as a logo or notice, that ${one} has and ${rival} lacks.`,
          }
        : {
            likelihoodRatio: RATIOS.lacks,
            reason: `It lacks a burned-in overlay, such as a logo or notice, that ${rival} has and ${one} lacks.`,
          };
    });
  },
};

/** Whether the copy's share is nearer to 1 than to 0 by more than its scenes explain. */
function isOfFirst({ share, spread }: PairedOverlays): boolean {
  return Math.abs(share - 1) <= OFF && (2 * share - 1) / (2 * spread ** 2) >= Math.log(ODDS);
}
