import type { InstantSpan } from './instant.ts';
import type { Channel, ReleaseWindow, Sighting } from './types.ts';
import type { LeadTime, ReviewReason } from './verdict.ts';

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  theatrical: 'cinema release',
  digital: 'digital sale',
  disc: 'disc release',
  broadcast: 'broadcast',
  screener: 'screener delivery',
};

/** What a review is for, each to stand in a list. The order is the one in which verdicts give their reasons. */
export const REVIEW_PHRASES: Readonly<Record<ReviewReason, string>> = {
  'weak-match': 'the match is weak',
  'lead-in-only': 'it shows the beginning or the end of the film alone, where a studio’s mark may stand that other films have as well',
  'second-opinion-disagrees': 'an independent second hash does not see the match',
  'sighting-time-unknown': 'it is not known when it was seen',
  'sighting-time-unsure': 'the time of the sighting rests on a file time or an unknown source, which anyone can set',
  'near-opening': 'the sighting may lie before or after the opening of a window',
  'window-unknown': 'the release windows that matter are not on record',
  'disc-window-unknown': 'the source evidence points to a disc or screener, and no disc window is on record',
  'territory-unknown': 'it was released in some territories and not in others, and it is not known where it was seen',
  'open-in-another-territory': 'it was already released in another territory, so it may have been imported',
  'digital-already-open': 'it was already on digital sale, though not yet on disc, and the source evidence does not tell the two apart',
  'broadcast-already-open': 'it had already been broadcast, though not yet on disc, and the source evidence does not tell the two apart',
  'camera-copy-possible': 'it was in cinemas, so it may have been recorded with a camera',
};

/** Such as `digital sale in US (2026-03-10, America/New_York)`. */
export function describeWindow({ territory, channel, opensAt, timeZone }: ReleaseWindow): string {
  const place = territory === 'WORLD' ? 'worldwide' : `in ${territory}`;
  return `${CHANNEL_WORDS[channel]} ${place} (${opensAt}${timeZone === undefined ? '' : `, ${timeZone}`})`;
}

/** Such as `9 days`, or `less than 5 hours` under a day. */
export function describeLead({ daysEarly, secondsEarly }: LeadTime): string {
  if (daysEarly > 0) return daysEarly === 1 ? '1 day' : `${daysEarly} days`;
  const hours = Math.floor(secondsEarly / 3600);
  return hours === 0 ? 'less than an hour' : hours === 1 ? '1 hour' : `${hours} hours`;
}

/** Such as `was seen on 2026-03-01 at 12:00 UTC`. */
export function describeSighting({ seenAt, seenAtBasis }: Sighting, seen: InstantSpan): string {
  const verb = seenAtBasis === 'reported' ? 'was reported seen' : 'was seen';
  if (seen.earliest !== seen.latest) return `${verb} on ${seenAt} (time zone not given)`;
  const utc = new Date(seen.earliest).toISOString();
  return `${verb} on ${utc.slice(0, 10)} at ${utc.slice(11, 16)} UTC`;
}

/** Such as `40 to 1`: two significant digits, rounded down so that the words never claim more than the number. */
export function describeOdds(odds: number): string {
  if (odds < 1) return describeOdds(1 / odds).replace(/^(.*) to 1$/, '1 to $1');
  // Below two to one a tenth is seen: 1 to 1 would say that there is nothing to say.
  const step = odds < 2 ? 0.1 : 10 ** Math.max(0, Math.floor(Math.log10(odds)) - 1);
  return odds >= 1e6 ? 'more than 1000000 to 1' : `${Number((Math.floor(odds / step + 1e-9) * step).toPrecision(12))} to 1`;
}

/** Such as `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
