import type { Match } from '../match.ts';
import type { SourceEvidence } from '../provenance/source-evidence.ts';
import { weaknessOf } from '../sureness.ts';
import type { Fact } from './fact.ts';
import type { UnpublishedFootage } from './footage.ts';
import type { InstantSpan } from './instant.ts';
import { mayHaveBeenOpen, wasOpen } from './possibilities.ts';
import type { TimedWindow } from './release-window.ts';
import { isSoundAlone } from './summary.ts';
import { IN_VERDICTS, tellFact } from './tell.ts';
import type { Reference, Sighting } from './types.ts';
import type { Finding } from './verdict.ts';

/** The facts for {@link explain}. */
export interface Facts {
  readonly match: Match;
  /** In order of opening. */
  readonly windows: readonly TimedWindow[];
  /** Undefined if the time of the sighting is unknown. */
  readonly seen: InstantSpan | undefined;
  readonly sighting: Sighting;
  readonly reference: Reference | undefined;
  readonly sourceEvidence: readonly SourceEvidence[];
}

/** Lists every fact for or against a pre-release leak: match, time, windows, source, place. */
export function explain(facts: Facts): Finding[] {
  return [...explainMatch(facts), ...explainTime(facts), ...explainWindows(facts), ...explainSource(facts), ...explainPlace(facts)];
}

const speaksFor = (fact: Fact): Finding => ({ speaks: 'for', sentence: tellFact(fact, IN_VERDICTS), fact });

/** A fact that speaks against a leak. */
export const speaksAgainst = (fact: Fact): Finding => ({ speaks: 'against', sentence: tellFact(fact, IN_VERDICTS), fact });

function* explainMatch({ match }: Facts): Generator<Finding> {
  const { expectedFalseMatches, secondOpinion } = match;
  const seconds = match.segments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
  if (isSoundAlone(match)) yield speaksAgainst({ says: 'sound-alone', seconds, expectedFalseMatches });
  else if (match.strength === 'strong') yield speaksFor({ says: 'strong', seconds, expectedFalseMatches });
  else yield speaksAgainst({ says: 'weak', why: weaknessOf(match), expectedFalseMatches });
  if (secondOpinion === undefined || secondOpinion.vote === 'silent') {
    yield speaksAgainst({ says: 'second-hash-silent' });
    return;
  }
  const { algorithm, framesCompared: frames } = secondOpinion;
  if (secondOpinion.vote === 'agrees') yield speaksFor({ says: 'second-hash-agrees', algorithm, frames });
  else yield speaksAgainst({ says: 'second-hash-disagrees', algorithm, frames });
}

/** What of a match is published, and what is not. */
export function explainFootage({ seconds, places, expectedFalseMatches }: UnpublishedFootage, match: Match): Finding[] {
  const shown = match.segments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
  return [speaksFor({ says: 'unpublished', seconds, shown, places, expectedFalseMatches })];
}

function* explainTime({ sighting, seen }: Facts): Generator<Finding> {
  if (seen === undefined) {
    yield speaksAgainst({ says: 'time-unknown' });
    return;
  }
  if (sighting.seenAtBasis === 'observed') yield speaksFor({ says: 'time-observed' });
  if (sighting.seenAtBasis === 'reported') yield speaksAgainst({ says: 'time-reported' });
  if (sighting.seenAtBasis === 'file-time') yield speaksAgainst({ says: 'time-of-file' });
  if (sighting.seenAtBasis === 'unknown') yield speaksAgainst({ says: 'time-of-unknown-origin' });
  if (seen.earliest !== seen.latest) yield speaksAgainst({ says: 'time-without-zone' });
}

function* explainWindows({ windows, seen }: Facts): Generator<Finding> {
  if (windows.length === 0) yield speaksAgainst({ says: 'no-window' });
  const channels = new Set(windows.map(({ window }) => window.channel));
  if (windows.length > 0 && !channels.has('digital')) yield speaksAgainst({ says: 'no-digital-window' });
  if (seen === undefined) return;
  for (const each of windows) {
    const { window } = each;
    if (wasOpen(each, seen)) yield speaksAgainst({ says: 'window-open', window });
    else if (mayHaveBeenOpen(each, seen)) yield speaksAgainst({ says: 'window-perhaps-open', window });
    else yield speaksFor({ says: 'window-ahead', window });
  }
}

function* explainSource({ sourceEvidence, reference }: Facts): Generator<Finding> {
  for (const { source, likelihoodRatio, reason, sign } of sourceEvidence) {
    // No disc or screener was on sale; a copy of anything else may have been.
    const unreleased = source === 'disc' || source === 'screener';
    const fact: Fact = { says: 'source', source, likelihoodRatio, reason, ...(sign !== undefined && { sign }) };
    yield unreleased === likelihoodRatio > 1 ? speaksFor(fact) : speaksAgainst(fact);
  }
  // Evidence about a camera alone does not tell which release was copied or recorded.
  if (sourceEvidence.some(({ source }) => source !== 'camera')) return;
  const { kind, edition } = reference ?? {};
  yield speaksAgainst({ says: 'any-release', ...(kind !== undefined && { kind }), ...(edition !== undefined && { edition }) });
}

function* explainPlace({ sighting, windows }: Facts): Generator<Finding> {
  const territories = new Set(windows.map(({ window }) => window.territory));
  const { territory } = sighting;
  if (territory === undefined) {
    if (territories.size > 1) yield speaksAgainst({ says: 'territory-unknown' });
    return;
  }
  if (!territories.has(territory) && !territories.has('WORLD')) yield speaksAgainst({ says: 'no-window-there', territory });
  if (territories.size > 1) yield speaksAgainst({ says: 'server-place' });
}
