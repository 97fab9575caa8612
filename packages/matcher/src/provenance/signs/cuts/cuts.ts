import { compareRenditions } from '../../compare/compare-renditions.ts';
import { type Difference, differencesOf, isAtEnd } from '../../compare/differences.ts';
import { nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/**
 * The floor of what a difference is worth. An uploader may paste a scene, or cut one exactly where an edition lacks it; a cut is easier.
 * Neither has been counted. A second place rules out a chance cut. In the tuning half of the calibration 35 of 35 doubts were right.
 */
const RATIOS = { pasted: 1 / 40, cutOut: 1 / 25 } as const;
/**
 * Seconds of difference that add a factor of ten, for measurement errors. Pictures are independent about every two seconds.
 * The figure was set before longer differences were tested.
 */
const SECONDS_FOR_A_TENTH = 2;

/** Cut differences: footage, gaps and the order of scenes. */
export const cuts: Sign<'cuts'> = {
  name: 'cuts',
  measures: 'Footage that only one rendition has, gaps that only one rendition has, and the order of scenes.',
  trait: 'cuts',
  ratios: RATIOS,
  fooledBy: 'An uploader who pastes or removes a scene exactly where an edition differs, or an edition that nobody enrolled.',
  inconclusive:
    'The copy shows only what all renditions have, was edited by its maker, or follows different renditions in different places.',
  read: (copy) =>
    compareRenditions(copy, 'All enrolled renditions have what the copy shows, in the same order.', (better, other) => {
      const all = differencesOf(copy, better, other);
      // A logo or a card counts only if nothing else differs: beside a scene it is a trait of its own, which the sign `ends` reads.
      const inside = all.filter((place) => !isAtEnd(copy, place, 'start') && !isAtEnd(copy, place, 'end'));
      const places = inside.length > 0 ? inside : all;
      if (places.length === 0 || differencesOf(copy, other, better).length > 0) return undefined;
      const first = places.reduce((longest, place) => (place.seconds > longest.seconds ? place : longest));
      const further = places.length === 1 ? '' : `; ${places.length - 1} more ${places.length === 2 ? 'place agrees' : 'places agree'}`;
      return {
        likelihoodRatio: ratioOf(places),
        reason: `${describe(first, nameRendition(better), nameRendition(other))}${further}.`,
      };
    }),
};

function ratioOf(places: readonly Difference[]): number {
  const seconds = places.reduce((sum, place) => sum + place.seconds, 0);
  const floor = places.length === 1 && places[0]!.kind === 'gap' ? RATIOS.cutOut : RATIOS.pasted;
  return Math.min(1, floor + 10 ** (-seconds / SECONDS_FOR_A_TENTH));
}

function describe({ kind, at, seconds }: Difference, better: string, other: string): string {
  const where = `At ${at.toFixed(1)} s`;
  const length = `${seconds.toFixed(1)} s`;
  if (kind === 'footage') return `${where} it shows ${length} that ${better} has and ${other} lacks`;
  if (kind === 'gap') return `${where} it lacks ${length} that ${other} has and ${better} lacks too`;
  return `${where} its scenes are in the order of ${better}, not of ${other}`;
}
