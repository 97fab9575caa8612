import { type Difference, differencesOf, isAtEnd } from '../../compare/differences.ts';
import { nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/**
 * What differences are worth. What was measured wrongly: pictures are independent every two seconds or so, and a stretch of two was given one in ten before
 * longer ones were made; it multiplies with every further stretch. In the tuning half of the calibration 35 of 35 doubts
 * were of renditions that the copy was not of.
 * What was measured rightly and means nothing else: an uploader who took a scene from another edition, or cut one out just where an edition
 * has not got it. Nobody has counted these. They are rare beside what an edition explains that nobody enrolled, for which `readSources` leaves a
 * fiftieth; a cut is easier than a paste. A second place takes away the chance cut, and nothing else.
 */
const RATIO = { secondsATenth: 2, pasted: 1 / 40, cutOut: 1 / 25 } as const;

/**
 * Cut differences: what only one rendition has and the copy shows, what the copy passes over as only one rendition does, and the order of scenes.
 * A logo in front or a card behind counts where they differ in nothing else: beside a scene it is a trait of its own, which the sign of the ends has.
 * Cannot say where the copy shows only what all renditions have, where it was cut by whoever made it, or where it follows one rendition here
 * and another there.
 */
export function readCuts(copy: PlacedCopy): Reading {
  const silence = 'What the copy shows is in all enrolled renditions, in the same order.';
  return compareAll(copy, silence, (better, other) => {
    const all = differencesOf(copy, better, other);
    const inside = all.filter((place) => !isAtEnd(copy, place, 'start') && !isAtEnd(copy, place, 'end'));
    const places = inside.length > 0 ? inside : all;
    if (places.length === 0 || differencesOf(copy, other, better).length > 0) return undefined;
    const first = places.reduce((longest, place) => (place.seconds > longest.seconds ? place : longest));
    const further = places.length === 1 ? '' : `, and likewise in ${places.length - 1} more ${places.length === 2 ? 'place' : 'places'}`;
    return {
      likelihoodRatio: ratioOf(places),
      reason: `${describe(first, nameRendition(better), nameRendition(other))}${further}.`,
    };
  });
}

function ratioOf(places: readonly Difference[]): number {
  const seconds = places.reduce((sum, place) => sum + place.seconds, 0);
  const meansNothing = places.length === 1 && places[0]!.kind === 'gap' ? RATIO.cutOut : RATIO.pasted;
  return Math.min(1, meansNothing + 10 ** (-seconds / RATIO.secondsATenth));
}

function describe({ kind, at, seconds }: Difference, better: string, other: string): string {
  const where = `At ${at.toFixed(1)} s`;
  const length = `${seconds.toFixed(1)} s`;
  if (kind === 'footage') return `${where} it shows ${length} that ${better} has and ${other} has not`;
  if (kind === 'gap') return `${where} it runs on without the ${length} that ${other} has there and ${better} has not`;
  return `${where} its scenes follow each other as on ${better} and not as on ${other}`;
}
