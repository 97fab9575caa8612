import type { Match } from '../match.ts';
import { describeWeakness } from '../sureness.ts';
import type { Decision } from './decide.ts';
import type { InstantSpan } from './instant.ts';
import { openingOf } from './release-window.ts';
import type { Reference, ReleaseWindow, Sighting, Title } from './types.ts';
import { type LeadTime, type PublishedPromo, type ReviewReason, SOURCE_ODDS_NEEDED } from './verdict.ts';
import {
  describeLead,
  describeOdds,
  describePublication,
  describeSighting,
  describeWindow,
  list,
  promoWord,
  REVIEW_PHRASES,
} from './wording.ts';

/** Whether only the sound found the reference. */
export function isSoundAlone({ sound }: Match): boolean {
  return sound?.vote === 'alone';
}

/** Windows that a sentence names; further ones are only counted. */
const WINDOWS_NAMED = 3;

/** Such as `Footage of “Night Train” (2026)`, or its sound where nothing else was found. */
export function describeSubject(title: Title | undefined, match: Match): string {
  const what = isSoundAlone(match) ? 'Sound' : 'Footage';
  return `${what} of ${nameOf(title)}`;
}

/** The summary of a `needs-review`. */
export function summarizeReview(subject: string, reasons: readonly ReviewReason[], match: Match): string {
  const phrases = reasons.map((reason) =>
    reason === 'weak-match' && !isSoundAlone(match) ? `the match is weak (${describeWeakness(match)})` : REVIEW_PHRASES[reason],
  );
  return `${subject} needs review: ${phrases.join('; ')}.`;
}

/** The summary of a `released-copy`. */
export function summarizeReleased(subject: string, sighting: Sighting, seen: InstantSpan, open: readonly ReleaseWindow[]): string {
  const named = open.slice(0, WINDOWS_NAMED).map(describeWindow);
  if (open.length > WINDOWS_NAMED) named.push(`${open.length - WINDOWS_NAMED} more`);
  return `${subject} ${describeSighting(sighting, seen)}, after its release: ${list(named)}.`;
}

/** The summary of a `pre-release-leak`. */
export function summarizeLeak(
  subject: string,
  sighting: Sighting,
  seen: InstantSpan,
  first: LeadTime,
  decision: Decision & { kind: 'pre-release-leak' },
): string {
  const sentence = `${subject} ${describeSighting(sighting, seen)}, ${describeLead(seen, openingOf(first.window))} before`;
  if (decision.basis === 'no-window-open') return `${sentence} the first release on record, the ${describeWindow(first.window)}.`;
  const odds = `${describeOdds(decision.sourceOdds)} (at least ${SOURCE_ODDS_NEEDED} : 1 is required)`;
  return decision.excluded === 'camera'
    ? `${sentence} the first home release on record, the ${describeWindow(first.window)}. Cinemas already showed it, but the source evidence excludes a camera recording, ${odds}.`
    : `${sentence} the ${describeWindow(first.window)}. Other channels were already open, but the source evidence favours a disc or screener, ${odds}.`;
}

/** The summary of a leak of a promo. */
export function summarizePromoLeak(
  title: Title | undefined,
  promo: Reference,
  sighting: Sighting,
  seen: InstantSpan,
  first: LeadTime,
): string {
  const what = `The ${promoWord(promo.promo?.form)} of ${nameOf(title)}`;
  return `${what} ${describeSighting(sighting, seen)}, ${describeLead(seen, openingOf(first.window))} before its own publication ${describePublication(first.window)}.`;
}

/** The summary of a `published-material`. */
export function summarizePublished(
  title: Title | undefined,
  promos: readonly PublishedPromo[],
  sighting: Sighting,
  seen: InstantSpan,
): string {
  const named = promos.slice(0, WINDOWS_NAMED).map(({ referenceId, form, publications }) => {
    const where = publications.slice(0, WINDOWS_NAMED).map(describePublication);
    return `the ${promoWord(form)} ${referenceId}, published ${list(where)}`;
  });
  if (promos.length > WINDOWS_NAMED) named.push(`${promos.length - WINDOWS_NAMED} more`);
  return `Published material of ${nameOf(title)} ${describeSighting(sighting, seen)}: all of it is in ${list(named)}.`;
}

function nameOf(title: Title | undefined): string {
  if (title === undefined) return 'an enrolled title';
  return `“${title.name}”${title.year === undefined ? '' : ` (${title.year})`}`;
}
