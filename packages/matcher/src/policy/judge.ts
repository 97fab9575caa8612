import { checkFields, checkList, checkObject, checkText } from '@streetdate/core/internal';
import type { Match } from '../match.ts';
import type { SourceEvidence } from '../provenance/source-evidence.ts';
import { STRONG_BELOW } from '../sureness.ts';
import type { AllowedSource } from './allowed-source.ts';
import type { Decision } from './decide.ts';
import { checkDisputes, type Dispute } from './dispute.ts';
import { explain, explainFootage, speaksAgainst } from './explain.ts';
import { explainedSpans, footageOutside, type HeldBackInterval, heldBackSpans, type PublishedMaterial } from './footage.ts';
import type { InstantSpan } from './instant.ts';
import { showsLeadInAlone } from './lead-in.ts';
import { decideEvery, wasOpen } from './possibilities.ts';
import { LEAK_ODDS_NEEDED, leakOdds } from './promo-likeness.ts';
import { putToReview } from './put-to-review.ts';
import { openingOf, type TimedWindow, timeWindows } from './release-window.ts';
import { type GivenSighting, timeSighting } from './sighting.ts';
import { type SourceWeights, weighSources } from './source-odds.ts';
import {
  describeSubject,
  isSoundAlone,
  summarizeLeak,
  summarizePromoLeak,
  summarizePublished,
  summarizeReleased,
  summarizeReview,
} from './summary.ts';
import { IN_VERDICTS } from './tell.ts';
import type { TerritoryRule } from './territory.ts';
import type { LeadWindow, PublishedPromo, Reference, ReleaseWindow, Sighting, Title } from './types.ts';
import type {
  Finding,
  LeadTime,
  NeedsReviewVerdict,
  NoMatchVerdict,
  PreReleaseLeakVerdict,
  PublishedMaterialVerdict,
  ReviewReason,
  Verdict,
} from './verdict.ts';
import { REVIEW_PHRASES } from './wording.ts';

/** Options for {@link judge}. */
export interface JudgeOptions {
  /** The title that matched. @defaultValue summaries say "an enrolled title" */
  readonly title?: Title;
  /** The reference that matched; it must be the match's own. @defaultValue unknown */
  readonly reference?: Reference;
  /** Evidence about the copy's source, see {@link readSources}. @defaultValue none */
  readonly sourceEvidence?: readonly SourceEvidence[];
  /** What the promos of the title explain of the match, see {@link PublishedMaterial}. For a film. @defaultValue nothing */
  readonly published?: readonly PublishedMaterial[];
  /** Intervals of the reference that prove nothing. @defaultValue none */
  readonly heldBack?: readonly HeldBackInterval[];
  /** The entries that allow every place where it was seen. @defaultValue none */
  readonly allowedBy?: readonly AllowedSource[];
  /** What somebody disputes of it. Those that were rejected or withdrawn change nothing. @defaultValue nothing */
  readonly disputes?: readonly Dispute[];
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
  checkFields(options, {
    title: checkObject,
    reference: checkObject,
    sourceEvidence: () => {},
    published: (name, value) => checkList(name, value, checkObject),
    heldBack: (name, value) => checkList(name, value, checkObject),
    allowedBy: (name, value) => checkList(name, value, checkObject),
    disputes: checkDisputes,
  });
  const timed = timeWindows(windows, rule);
  const { sighting, seen } = timeSighting(given, rule);
  const sources = weighSources(options.sourceEvidence ?? []);
  if (match === undefined) return nothing('No enrolled title was found.');
  checkSubject(match, options.title, options.reference);
  if (options.reference?.kind === 'background')
    return nothing('Only content that many films share was found, and no enrolled title.', 'shared-content');
  const facts: Judged = { match, timed, sighting, seen, sources, options };
  const judged = options.reference?.kind === 'promo' ? judgePromo(facts, options.reference) : judgeFilm(facts);
  return putToReview(authorise(judged, options), options.disputes ?? []);
}

/** What is judged. */
interface Judged {
  readonly match: Match;
  readonly timed: readonly TimedWindow[];
  readonly sighting: Sighting;
  /** Undefined if the time of the sighting is unknown. */
  readonly seen: InstantSpan | undefined;
  readonly sources: SourceWeights;
  readonly options: JudgeOptions;
}

const nothing = (summary: string, only?: NoMatchVerdict['only']): NoMatchVerdict => ({
  kind: 'no-match',
  summary,
  explain: [],
  ...(only !== undefined && { only }),
});

/** A source that the owner allows is named, and the match with it. */
function authorise(verdict: Verdict, { allowedBy = [] }: JudgeOptions): Verdict {
  if (allowedBy.length === 0 || verdict.kind === 'no-match' || verdict.kind === 'authorised') return verdict;
  const allowed = speaksAgainst({ says: 'allowed', allowedBy });
  return {
    kind: 'authorised',
    summary: `${allowed.sentence} Otherwise: ${verdict.summary}`,
    explain: [allowed, ...verdict.explain],
    allowedBy,
    otherwise: verdict.kind,
  };
}

function judgeFilm({ match, timed, sighting, seen, sources, options }: Judged): Verdict {
  const { title, reference, sourceEvidence = [], published = [], heldBack = [] } = options;
  const subject = describeSubject(title, match);
  const withheld = heldBackSpans(match, heldBack);
  const proven = footageOutside(match, withheld);
  if (proven === undefined && heldBack.every(({ why }) => why !== 'undecided')) {
    const reasons = IN_VERDICTS.list([...new Set(heldBack.map(({ reason }) => reason))]);
    return nothing(`Only footage that proves nothing was found: ${reasons}.`, 'proves-nothing');
  }
  const findings = explain({ match, windows: timed, seen, sighting, reference, sourceEvidence });
  const doubts = doubtsOfMatch(match, reference);
  if (proven === undefined) doubts.push('owner-undecided');
  if (seen === undefined) return needsReview(subject, findings, [...doubts, 'sighting-time-unknown'], match);

  const explaining = published.filter((each) => explainedSpans(match, [each]).length > 0);
  const shown = explaining.filter(({ promo }) => publicationOf(promo, seen) === 'certain');
  const perhaps = explaining.filter(({ promo }) => publicationOf(promo, seen) !== 'no');
  const rest = footageOutside(match, [...withheld, ...explainedSpans(match, shown)]);
  if (rest === undefined && shown.length > 0 && proven !== undefined) {
    const unsure = doubtsOfTime(sighting);
    return unsure.length > 0 ? needsReview(subject, findings, unsure, match) : publishedMaterial(findings, title, shown, sighting, seen);
  }
  const unpublished = rest ?? footageOutside(match, [])!;
  const said = published.length + heldBack.length > 0 ? [...findings, ...explainFootage(unpublished, match)] : findings;
  if (proven !== undefined && footageOutside(match, [...withheld, ...explainedSpans(match, perhaps)]) === undefined) {
    return needsReview(subject, said, [...doubts, 'near-publication'], match);
  }

  const decision = decideEvery(timed, seen, sighting.territory, sources);
  doubts.push(...doubtsOfTime(sighting));
  if (decision.kind === 'needs-review') return needsReview(subject, said, [...doubts, ...decision.reasons], match);
  if (decision.kind === 'released-copy') {
    if (doubts.length > 0) return { ...needsReview(subject, said, doubts, match), ifConfirmed: decision.kind };
    const openWindows = timed.filter((each) => wasOpen(each, seen)).map(({ window }) => window);
    return { kind: 'released-copy', summary: summarizeReleased(subject, sighting, seen, openWindows), explain: said, openWindows };
  }
  if (match.strength === 'strong' && unpublished.expectedFalseMatches > STRONG_BELOW && rest !== undefined)
    doubts.push('unpublished-unsure');
  if (title?.promos === undefined && unpublished.places > 0 && leakOdds(match, unpublished) < LEAK_ODDS_NEEDED) doubts.push('may-be-promo');
  if (doubts.length > 0) return { ...needsReview(subject, said, doubts, match), ifConfirmed: decision.kind, unpublished };
  return { ...leak(subject, said, decision, timed, sighting, seen), unpublished };
}

/** A match with a promo: footage that its owner shows to everybody, from its publication on. */
function judgePromo({ match, timed, sighting, seen, options }: Judged, promo: Reference): Verdict {
  const { title } = options;
  const subject = describeSubject(title, match);
  const findings = explain({ match, windows: [], seen, sighting, reference: promo, sourceEvidence: [] });
  const review = (reasons: readonly ReviewReason[]) => needsReview(subject, findings, reasons, match);
  if (seen === undefined) return review(['sighting-time-unknown']);
  const wasPublic = publicationOf(promo, seen);
  const unsure = doubtsOfTime(sighting);
  if (wasPublic === 'certain') return unsure.length > 0 ? review(unsure) : publishedMaterial(findings, title, [{ promo }], sighting, seen);
  const doubts = [...doubtsOfMatch(match, promo), ...unsure];
  // Once the film itself is on sale anywhere, its promos are no secret.
  const openWindows = timed.filter((each) => wasOpen(each, seen) && !NAMED_PARTIES.has(each.window.channel)).map(({ window }) => window);
  if (openWindows.length > 0) {
    if (doubts.length > 0) return { ...review(doubts), ifConfirmed: 'released-copy' };
    return { kind: 'released-copy', summary: summarizeReleased(subject, sighting, seen, openWindows), explain: findings, openWindows };
  }
  if (wasPublic === 'perhaps') return review([...doubts, 'near-publication']);
  if (doubts.length > 0) return { ...review(doubts), ifConfirmed: 'pre-release-leak' };
  const leadTimes = (promo.promo?.publications ?? [])
    .map((publication) => leadTimeOf({ ...publication, channel: 'promo' }, openingOf(publication), seen))
    .sort((one, other) => one.secondsEarly - other.secondsEarly);
  const first = leadTimes[0]!;
  const summary = summarizePromoLeak(title, promo, sighting, seen, first);
  return { kind: 'pre-release-leak', summary, explain: findings, basis: 'promo-unpublished', daysEarly: first.daysEarly, leadTimes };
}

/** Channels by which only named parties get copies. */
const NAMED_PARTIES: ReadonlySet<string> = new Set(['screener', 'licensed']);

/** Whether a promo was public anywhere. One without a publication on record was not. */
function publicationOf({ promo }: Reference, seen: InstantSpan): 'certain' | 'perhaps' | 'no' {
  const openings = (promo?.publications ?? []).map(openingOf);
  if (openings.some(({ latest }) => latest <= seen.earliest)) return 'certain';
  return openings.length === 0 || openings.some(({ earliest }) => earliest <= seen.latest) ? 'perhaps' : 'no';
}

function publishedMaterial(
  explain: readonly Finding[],
  title: Title | undefined,
  materials: readonly Pick<PublishedMaterial, 'promo'>[],
  sighting: Sighting,
  seen: InstantSpan,
): PublishedMaterialVerdict {
  const promos = materials.map(
    ({ promo: { id, promo } }): PublishedPromo => ({
      referenceId: id,
      ...(promo?.form !== undefined && { form: promo.form }),
      publications: promo?.publications ?? [],
    }),
  );
  const summary = summarizePublished(title, promos, sighting, seen);
  return { kind: 'published-material', summary, explain: [speaksAgainst({ says: 'published', promos }), ...explain], promos };
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
    .map(({ window, opening }) => leadTimeOf(window, opening, seen));
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

function leadTimeOf(window: LeadWindow, opening: InstantSpan, seen: InstantSpan): LeadTime {
  const lead = opening.earliest - seen.latest;
  return { window, secondsEarly: lead / 1000, daysEarly: Math.floor(lead / DAY) };
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
