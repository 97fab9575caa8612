import type { Match } from '../match.ts';
import type { SourceEvidence } from '../provenance/source-evidence.ts';
import { describeChance, describeCoincidence, describeWeakness } from '../sureness.ts';
import type { UnpublishedFootage } from './footage.ts';
import type { InstantSpan } from './instant.ts';
import { mayHaveBeenOpen, wasOpen } from './possibilities.ts';
import type { TimedWindow } from './release-window.ts';
import { isSoundAlone } from './summary.ts';
import type { Reference, Sighting } from './types.ts';
import type { Finding } from './verdict.ts';
import { describeEvidence, describeWindow } from './wording.ts';

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

const speaksFor = (sentence: string): Finding => ({ speaks: 'for', sentence });
const speaksAgainst = (sentence: string): Finding => ({ speaks: 'against', sentence });

function* explainMatch({ match }: Facts): Generator<Finding> {
  const seconds = match.segments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
  const coincidence = describeCoincidence(match.expectedFalseMatches);
  if (isSoundAlone(match)) {
    yield speaksAgainst(
      `Only the sound matches, ${seconds.toFixed(1)} s of it, and no picture. Films share music and recordings; ${coincidence}.`,
    );
  } else if (match.strength === 'strong') {
    const what = seconds > 0 ? `${seconds.toFixed(1)} s of the copy match` : 'The picture matches';
    yield speaksFor(`${what} the enrolled footage (strong, ${coincidence}).`);
  } else {
    yield speaksAgainst(`The match with the enrolled footage is weak: ${describeWeakness(match)}.`);
  }
  const { secondOpinion } = match;
  if (secondOpinion === undefined || secondOpinion.vote === 'silent') {
    yield speaksAgainst('No second hash could confirm the match.');
  } else if (secondOpinion.vote === 'agrees') {
    yield speaksFor(
      `A second, independent hash (${secondOpinion.algorithm}) confirms the match on ${secondOpinion.framesCompared} frames.`,
    );
  } else {
    yield speaksAgainst(
      `A second, independent hash (${secondOpinion.algorithm}) contradicts the match on ${secondOpinion.framesCompared} frames.`,
    );
  }
}

/** What of a match is published, and what is not. */
export function explainFootage({ seconds, places, expectedFalseMatches }: UnpublishedFootage, match: Match): Finding[] {
  const shown = match.segments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
  const where = places === 1 ? 'one place' : `${places} places`;
  const sure = describeChance(expectedFalseMatches);
  return [
    speaksFor(`${seconds.toFixed(1)} s of ${shown.toFixed(1)} s, in ${where}, show footage that was not published (${sure} by chance).`),
  ];
}

function* explainTime({ sighting, seen }: Facts): Generator<Finding> {
  if (seen === undefined) {
    yield speaksAgainst('The time of the sighting is unknown.');
    return;
  }
  if (sighting.seenAtBasis === 'observed') yield speaksFor('The time of the sighting was observed first-hand.');
  if (sighting.seenAtBasis === 'reported') yield speaksAgainst('The time of the sighting was reported by someone else.');
  if (sighting.seenAtBasis === 'file-time')
    yield speaksAgainst('The time of the sighting is the file’s own timestamp, which anyone can set.');
  if (sighting.seenAtBasis === 'unknown') yield speaksAgainst('The origin of the sighting’s time is unknown.');
  if (seen.earliest !== seen.latest) yield speaksAgainst('The time of the sighting has no time zone, so it may be off by a day.');
}

function* explainWindows({ windows, seen }: Facts): Generator<Finding> {
  if (windows.length === 0) yield speaksAgainst('No release window is on record.');
  const channels = new Set(windows.map(({ window }) => window.channel));
  if (windows.length > 0 && !channels.has('digital')) {
    yield speaksAgainst('No digital window is on record. Add it if the title was on digital sale by then.');
  }
  if (seen === undefined) return;
  for (const each of windows) {
    const words = describeWindow(each.window);
    if (wasOpen(each, seen)) {
      const only = each.window.channel === 'screener' ? '; copies were issued to named recipients' : '';
      yield speaksAgainst(`Already open: ${words}${only}.`);
    } else if (mayHaveBeenOpen(each, seen)) yield speaksAgainst(`Possibly open: ${words}.`);
    else yield speaksFor(`Not open yet: ${words}.`);
  }
}

function* explainSource({ sourceEvidence, reference }: Facts): Generator<Finding> {
  for (const { source, likelihoodRatio, reason } of sourceEvidence) {
    // No disc or screener was on sale; a copy of anything else may have been.
    const unreleased = source === 'disc' || source === 'screener';
    const sentence = `${reason.replace(/\.$/, '')} (${describeEvidence(source, likelihoodRatio)}).`;
    yield unreleased === likelihoodRatio > 1 ? speaksFor(sentence) : speaksAgainst(sentence);
  }
  // Evidence about a camera alone does not tell which release was copied or recorded.
  if (sourceEvidence.some(({ source }) => source !== 'camera')) return;
  const what =
    reference === undefined ? 'reference' : `${reference.kind}${reference.edition === undefined ? '' : ` (${reference.edition})`}`;
  yield speaksAgainst(`A match with the enrolled ${what} does not show which release the copy was made from.`);
}

function* explainPlace({ sighting, windows }: Facts): Generator<Finding> {
  const territories = new Set(windows.map(({ window }) => window.territory));
  if (sighting.territory === undefined) {
    if (territories.size > 1) yield speaksAgainst('The territory of the sighting is unknown.');
    return;
  }
  if (!territories.has(sighting.territory) && !territories.has('WORLD')) {
    yield speaksAgainst(`No release window is on record for ${sighting.territory}, where the copy was seen.`);
  }
  if (territories.size > 1) yield speaksAgainst('A server’s location does not show where a copy was made.');
}
