import type { Source } from '../provenance/source-evidence.ts';
import type { InstantSpan } from './instant.ts';
import type { Sighting } from './types.ts';
import type { ReviewReason } from './verdict.ts';

/** Review reasons as phrases for a list. Verdicts list their reasons in this order. */
export const REVIEW_PHRASES: Readonly<Record<ReviewReason, string>> = {
  'dispute-upheld': 'its use was disputed, and the dispute was upheld',
  disputed: 'its use is disputed, and nobody has decided yet',
  'weak-match': 'the match is weak',
  'sound-alone': 'only the sound matches, and films share music and recordings',
  'lead-in-only': 'it matches only the beginning or end of the film, where a studio logo may be that other films share',
  'second-opinion-disagrees': 'a second, independent hash contradicts the match',
  'owner-undecided': 'another title has this footage too, and nobody has decided whose it is',
  'unpublished-unsure': 'nearly all of it is published, and the rest matches only weakly',
  'may-be-promo': 'it may be a trailer: it consists of short pieces, and the title does not state that all its promos are enrolled',
  'sighting-time-unknown': 'the time of the sighting is unknown',
  'sighting-time-unsure': 'the time of the sighting comes from a file timestamp or an unknown origin',
  'near-publication': 'the promo that shows this footage may have been published before or after the sighting',
  'near-opening': 'a window may have opened before or after the sighting',
  'window-unknown': 'no relevant release window is on record',
  'disc-window-unknown': 'the source evidence favours a disc or screener, and no disc window is on record',
  'territory-unknown': 'it was released in some territories and not in others, and the territory of the sighting is unknown',
  'open-in-another-territory': 'it was already released in another territory and may be an import',
  'digital-already-open': 'it was on digital sale and not yet on disc, and the source evidence does not tell the two apart',
  'broadcast-already-open': 'it had been broadcast and was not yet on disc, and the source evidence does not tell the two apart',
  'licensed-already-open': 'a party was already licensed to use it, and the source evidence does not exclude its copies and showings',
  'camera-copy-possible': 'it was in cinemas and may be a camera recording',
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The time from a sighting to an opening, both rounded down: `9 days`, or `5 hours` below a day. Where a time is uncertain, as without a time
 * zone, from the least to the most: `28 to 30 days`.
 */
export function describeLead(seen: InstantSpan, opening: InstantSpan): string {
  const [least, most] = [opening.earliest - seen.latest, opening.latest - seen.earliest].map((lead) => {
    if (lead < HOUR) return { words: 'less than an hour', number: 0, unit: 'hour' };
    const [number, unit] = lead < DAY ? [Math.floor(lead / HOUR), 'hour'] : [Math.floor(lead / DAY), 'day'];
    return { words: number === 1 ? `1 ${unit}` : `${number} ${unit}s`, number, unit };
  });
  if (least!.words === most!.words) return least!.words;
  return least!.unit === most!.unit && least!.number > 0 ? `${least!.number} to ${most!.words}` : `${least!.words} to ${most!.words}`;
}

/** Such as `was seen on 2026-03-01 at 12:00 UTC`. */
export function describeSighting({ seenAt, seenAtBasis }: Sighting, seen: InstantSpan): string {
  const verb = seenAtBasis === 'reported' ? 'was reported seen' : 'was seen';
  if (seen.earliest !== seen.latest) return `${verb} on ${seenAt} (time zone not given)`;
  const utc = new Date(seen.earliest).toISOString();
  return `${verb} on ${utc.slice(0, 10)} at ${utc.slice(11, 16)} UTC`;
}

/** Such as `40 : 1`: two significant digits, rounded down so that the words never claim more than the number. */
export function describeOdds(odds: number): string {
  if (odds < 1) return describeOdds(1 / odds).replace(/^(.*) : 1$/, '1 : $1');
  // Below 2 : 1 show tenths: 1 : 1 would mean no evidence.
  const step = odds < 2 ? 0.1 : 10 ** Math.max(0, Math.floor(Math.log10(odds)) - 1);
  return odds >= 1e6 ? 'more than 1000000 : 1' : `${Number((Math.floor(odds / step + 1e-9) * step).toPrecision(12))} : 1`;
}

/** Each kind of source as a noun for sentences. */
export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  disc: 'disc',
  digital: 'digital release',
  broadcast: 'broadcast',
  camera: 'camera recording',
  screener: 'screener',
};

/** A likelihood ratio in words, such as `40 : 1 against digital release` or `3 : 1 for camera recording`. */
export function describeEvidence(source: Source, likelihoodRatio: number): string {
  const isAgainst = likelihoodRatio < 1;
  return `${describeOdds(isAgainst ? 1 / likelihoodRatio : likelihoodRatio)} ${isAgainst ? 'against' : 'for'} ${SOURCE_WORDS[source]}`;
}
