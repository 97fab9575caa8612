import { checkFields, checkObject, checkText } from '@streetdate/core/internal';
import type { Match } from '../match.ts';
import type { SourceEvidence } from '../provenance/source-evidence.ts';
import type { Decision } from './decide.ts';
import { explain } from './explain.ts';
import type { InstantSpan } from './instant.ts';
import { showsLeadInAlone } from './lead-in.ts';
import { decideEvery, wasOpen } from './possibilities.ts';
import { type TimedWindow, timeWindows } from './release-window.ts';
import { type GivenSighting, timeSighting } from './sighting.ts';
import { weighSources } from './source-odds.ts';
import { describeSubject, isSoundAlone, summarizeLeak, summarizeReleased, summarizeReview } from './summary.ts';
import type { TerritoryRule } from './territory.ts';
import type { Reference, ReleaseWindow, Sighting, Title } from './types.ts';
import type { Finding, LeadTime, NeedsReviewVerdict, PreReleaseLeakVerdict, ReviewReason, Verdict } from './verdict.ts';
import { REVIEW_PHRASES } from './wording.ts';

/** Options for {@link judge}. */
export interface JudgeOptions {
  /** The title that matched. @defaultValue summaries say "an enrolled title" */
  readonly title?: Title;
  /** The reference that matched; it must be the match's own. @defaultValue unknown */
  readonly reference?: Reference;
  /** Evidence about the copy's source, see {@link readSources}. @defaultValue none */
  readonly sourceEvidence?: readonly SourceEvidence[];
}

const DAY = 86_400_000;

/**
 * Judges one sighting. Pure: the same arguments give the same verdict in any year, as long as the runtime's time-zone
 * table stays the same for local openings. Openings with an offset need no table.
 *
 * The given windows are taken as complete. A sighting before all of them is a leak, whatever the copy was made from.
 * Once lawful copies exist through any channel, a later street date decides nothing by itself; see {@link
 * SourceEvidence}. What the arguments leave open (a time, a territory) is tried in every way, and a verdict is given
 * only if it holds for all.
 *
 * @param match - The match, or undefined if there is none.
 * @param windows - Every known release window of the title, in any order.
 * @param sighting - When and where the copy was seen. The time may be a `Date`, and codes of countries are in any case.
 * @throws TypeError or RangeError that names the invalid window or field, also without a match.
 */
export function judge(
  match: Match | undefined,
  windows: readonly ReleaseWindow[],
  sighting: GivenSighting,
  options: JudgeOptions = {},
): Verdict {
  return judgeBy('given', match, windows, sighting, options);
}

/** As {@link judge}, for windows and a sighting that a library has stored. Older versions stored codes that no country has. */
export function judgeStored(
  match: Match | undefined,
  windows: readonly ReleaseWindow[],
  stored: Sighting,
  options: JudgeOptions = {},
): Verdict {
  return judgeBy('stored', match, windows, stored, options);
}

function judgeBy(
  rule: TerritoryRule,
  match: Match | undefined,
  windows: readonly ReleaseWindow[],
  given: GivenSighting,
  options: JudgeOptions,
): Verdict {
  checkFields(options, { title: checkObject, reference: checkObject, sourceEvidence: () => {} });
  const { title, reference, sourceEvidence = [] } = options;
  const timed = timeWindows(windows, rule);
  const { sighting, seen } = timeSighting(given, rule);
  const sources = weighSources(sourceEvidence);
  if (match === undefined) return { kind: 'no-match', summary: 'No enrolled title was found.', explain: [] };
  checkSubject(match, title, reference);
  if (reference?.kind === 'background') {
    return { kind: 'no-match', summary: 'Only content that many films share was found, and no enrolled title.', explain: [] };
  }

  const subject = describeSubject(title, match);
  const findings = explain({ match, windows: timed, seen, sighting, reference, sourceEvidence });
  const review = (reasons: readonly ReviewReason[]) => needsReview(subject, findings, reasons, match);
  if (seen === undefined) return review([...doubtsOfMatch(match, reference), 'sighting-time-unknown']);

  const decision = decideEvery(timed, seen, sighting.territory, sources);
  const doubts = [...doubtsOfMatch(match, reference), ...doubtsOfTime(sighting)];
  if (decision.kind === 'needs-review') return review([...doubts, ...decision.reasons]);
  if (doubts.length > 0) return { ...review(doubts), ifConfirmed: decision.kind };
  if (decision.kind === 'pre-release-leak') return leak(subject, findings, decision, timed, sighting, seen);
  const openWindows = timed.filter((each) => wasOpen(each, seen)).map(({ window }) => window);
  return { kind: 'released-copy', summary: summarizeReleased(subject, sighting, seen, openWindows), explain: findings, openWindows };
}

const REASONS_IN_ORDER = Object.keys(REVIEW_PHRASES);

function needsReview(subject: string, explain: readonly Finding[], unordered: readonly ReviewReason[], match: Match): NeedsReviewVerdict {
  const reasons = unordered.toSorted((one, other) => REASONS_IN_ORDER.indexOf(one) - REASONS_IN_ORDER.indexOf(other));
  return { kind: 'needs-review', summary: summarizeReview(subject, reasons, match), explain, reasons };
}

function leak(
  subject: string,
  explain: readonly Finding[],
  decision: Decision & { kind: 'pre-release-leak' },
  timed: readonly TimedWindow[],
  sighting: Sighting,
  seen: InstantSpan,
): PreReleaseLeakVerdict {
  const leadTimes = timed
    .filter(({ window }) => decision.ahead.includes(window))
    .map(({ window, opening }): LeadTime => {
      const lead = opening.earliest - seen.latest;
      return { window, secondsEarly: lead / 1000, daysEarly: Math.floor(lead / DAY) };
    });
  const first = leadTimes[0]!;
  return {
    kind: 'pre-release-leak',
    summary: summarizeLeak(subject, sighting, seen, first, decision),
    explain,
    basis: decision.basis,
    daysEarly: first.daysEarly,
    leadTimes,
    ...(decision.basis === 'source-evidence' && { sourceOdds: decision.sourceOdds }),
  };
}

function checkSubject(match: Match, title: Title | undefined, reference: Reference | undefined): void {
  checkObject('match', match);
  checkText('match.referenceId', match.referenceId);
  if (!Array.isArray(match.segments)) throw new TypeError('match.segments must be a list, got none');
  if (reference !== undefined && reference.id !== match.referenceId) {
    throw new RangeError(`options.reference must be the match's reference ${match.referenceId}, got ${reference.id}`);
  }
  if (title !== undefined && reference !== undefined && reference.titleId !== title.id) {
    throw new RangeError(`options.title must be the reference's title ${reference.titleId}, got ${title.id}`);
  }
}

function doubtsOfMatch(match: Match, reference: Reference | undefined): ReviewReason[] {
  const doubts: ReviewReason[] = [];
  if (match.strength === 'weak') doubts.push('weak-match');
  if (isSoundAlone(match)) doubts.push('sound-alone');
  if (reference !== undefined && showsLeadInAlone(match, reference)) doubts.push('lead-in-only');
  if (match.secondOpinion?.vote === 'disagrees') doubts.push('second-opinion-disagrees');
  return doubts;
}

function doubtsOfTime({ seenAtBasis }: Sighting): ReviewReason[] {
  return seenAtBasis === 'file-time' || seenAtBasis === 'unknown' ? ['sighting-time-unsure'] : [];
}
