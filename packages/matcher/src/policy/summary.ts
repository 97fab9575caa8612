import type { Match } from '../match.ts';
import { describeChance, type SureMatch, weaknessOf } from '../sureness.ts';
import type { Decision } from './decide.ts';
import type { InstantSpan } from './instant.ts';
import { openingOf } from './release-window.ts';
import { IN_VERDICTS, tellForm, tellPromos, tellPublication, tellWeakness, tellWindow, tellWindows } from './tell.ts';
import type { PublishedPromo, Reference, ReleaseWindow, Sighting, Title } from './types.ts';
import { type LeadTime, type ReviewReason, SOURCE_ODDS_NEEDED } from './verdict.ts';
import { describeLead, describeOdds, describeSighting, REVIEW_PHRASES } from './wording.ts';

/** Whether only the sound found the reference. */
export function isSoundAlone({ sound }: Match): boolean {
  return sound?.vote === 'alone';
}

/**
 * How sure a match is, on the one scale that people are shown: a word, then how many searches would find as much by chance, or why the match
 * is weak.
 * @returns Such as `strong, 1 in 10,000`, `weak: one picture`, `weak: sound alone` or `weak: 1 in 50 searches finds as much by chance`.
 */
export function describeSureness(match: SureMatch): string {
  return match.strength === 'strong' ? `strong, ${describeChance(match.expectedFalseMatches)}` : `weak: ${describeWeakness(match)}`;
}

/** Why a weak match is weak: `one picture`, `sound alone`, `1 in 50 searches finds as much by chance`. */
function describeWeakness(match: SureMatch): string {
  return tellWeakness(weaknessOf(match), match.expectedFalseMatches, IN_VERDICTS);
}

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
  return `${subject} ${describeSighting(sighting, seen)}, after its release: ${tellWindows(open, IN_VERDICTS)}.`;
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
  if (decision.basis === 'no-window-open') return `${sentence} the first release on record, the ${tellWindow(first.window, IN_VERDICTS)}.`;
  const odds = `${describeOdds(decision.sourceOdds)} (at least ${SOURCE_ODDS_NEEDED} : 1 is required)`;
  return decision.excluded === 'camera'
    ? `${sentence} the first home release on record, the ${tellWindow(first.window, IN_VERDICTS)}. Cinemas already showed it, but the source evidence excludes a camera recording, ${odds}.`
    : `${sentence} the ${tellWindow(first.window, IN_VERDICTS)}. Other channels were already open, but the source evidence favours a disc or screener, ${odds}.`;
}

/** The summary of a leak of a promo. */
export function summarizePromoLeak(
  title: Title | undefined,
  promo: Reference,
  sighting: Sighting,
  seen: InstantSpan,
  first: LeadTime,
): string {
  const what = `The ${tellForm(promo.promo?.form, IN_VERDICTS)} of ${nameOf(title)}`;
  return `${what} ${describeSighting(sighting, seen)}, ${describeLead(seen, openingOf(first.window))} before its own publication ${tellPublication(first.window, IN_VERDICTS)}.`;
}

/** The summary of a `published-material`. */
export function summarizePublished(
  title: Title | undefined,
  promos: readonly PublishedPromo[],
  sighting: Sighting,
  seen: InstantSpan,
): string {
  return `Published material of ${nameOf(title)} ${describeSighting(sighting, seen)}: all of it is in ${tellPromos(promos, IN_VERDICTS)}.`;
}

function nameOf(title: Title | undefined): string {
  if (title === undefined) return 'an enrolled title';
  return `“${title.name}”${title.year === undefined ? '' : ` (${title.year})`}`;
}
