import { type Difference, differencesOf } from './differences.ts';
import { nameRendition, type PlacedCopy } from './rendition.ts';
import { compareAll, type Reading } from './sign.ts';

/**
 * What one place is worth, and two or more. An uploader trims, and puts things in front and between; that it makes a copy of one rendition run
 * exactly as another does, to the second, takes a purpose. A second place says little more, as one other edition explains both.
 */
const RATIO = { one: 1 / 10, more: 1 / 30 } as const;

/**
 * Cut differences: what only one rendition has and the copy shows, what the copy passes over as only one rendition does, and the order of scenes.
 * Cannot say where the copy shows only what all renditions have, where it was cut by whoever made it, or where it follows one rendition here
 * and another there.
 */
export function readCuts(copy: PlacedCopy): Reading {
  const silence = 'What the copy shows is in all enrolled renditions, in the same order.';
  return compareAll(copy, silence, (better, other) => {
    const places = differencesOf(copy, better, other);
    if (places.length === 0 || differencesOf(copy, other, better).length > 0) return undefined;
    const first = places.reduce((longest, place) => (place.seconds > longest.seconds ? place : longest));
    const further = places.length === 1 ? '' : `, and likewise in ${places.length - 1} more ${places.length === 2 ? 'place' : 'places'}`;
    return {
      likelihoodRatio: places.length === 1 ? RATIO.one : RATIO.more,
      reason: `${describe(first, nameRendition(better), nameRendition(other))}${further}.`,
    };
  });
}

function describe({ kind, at, seconds }: Difference, better: string, other: string): string {
  const where = `At ${at.toFixed(1)} s`;
  const length = `${seconds.toFixed(1)} s`;
  if (kind === 'footage') return `${where} it shows ${length} that ${better} has and ${other} has not`;
  if (kind === 'gap') return `${where} it runs on without the ${length} that ${other} has there and ${better} has not`;
  return `${where} its scenes follow each other as on ${better} and not as on ${other}`;
}
