import type { Match } from '../match.ts';
import type { SourceEvidence } from '../provenance/source-evidence.ts';
import type { InstantSpan } from './instant.ts';
import { mayHaveBeenOpen, wasOpen } from './possibilities.ts';
import type { TimedWindow } from './release-window.ts';
import type { Reference, Sighting } from './types.ts';
import type { Finding } from './verdict.ts';
import { describeOdds, describeWindow } from './wording.ts';

/** What {@link explain} lays out. */
export interface Facts {
  readonly match: Match;
  /** In order of opening. */
  readonly windows: readonly TimedWindow[];
  /** Undefined when nobody knows when it was seen. */
  readonly seen: InstantSpan | undefined;
  readonly sighting: Sighting;
  readonly reference: Reference | undefined;
  readonly sourceEvidence: readonly SourceEvidence[];
}

/** Lays out every fact that speaks for or against a pre-release leak: the match, the time, the windows, the source, the place. */
export function explain(facts: Facts): Finding[] {
  return [...explainMatch(facts), ...explainTime(facts), ...explainWindows(facts), ...explainSource(facts), ...explainPlace(facts)];
}

const speaksFor = (sentence: string): Finding => ({ speaks: 'for', sentence });
const speaksAgainst = (sentence: string): Finding => ({ speaks: 'against', sentence });

function* explainMatch({ match }: Facts): Generator<Finding> {
  const seconds = match.segments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
  const chance = `by chance, a search like this would show as much ${expectation(match.expectedFalseMatches)}`;
  if (match.strength === 'strong') {
    yield speaksFor(`${seconds > 0 ? `${seconds.toFixed(1)} seconds show` : 'The picture shows'} the enrolled footage; ${chance}.`);
  } else {
    yield speaksAgainst(`The likeness to the enrolled footage is weak; ${chance}.`);
  }
  const { secondOpinion } = match;
  if (secondOpinion === undefined || secondOpinion.vote === 'silent') {
    yield speaksAgainst('No independent second hash could confirm the match.');
  } else if (secondOpinion.vote === 'agrees') {
    yield speaksFor(`An independent second hash (${secondOpinion.algorithm}) agrees on ${secondOpinion.framesCompared} frames.`);
  } else {
    yield speaksAgainst(`An independent second hash (${secondOpinion.algorithm}) disagrees on ${secondOpinion.framesCompared} frames.`);
  }
}

/** Such as `once in 1000000 searches`. */
function expectation(expectedFalseMatches: number): string {
  if (expectedFalseMatches >= 0.5) return 'in almost every search';
  const searches = 1 / expectedFalseMatches;
  return searches >= 1e9 ? 'less than once in a thousand million searches' : `once in ${Number(searches.toPrecision(2))} searches`;
}

function* explainTime({ sighting, seen }: Facts): Generator<Finding> {
  if (seen === undefined) {
    yield speaksAgainst('Nobody recorded when the copy was seen.');
    return;
  }
  if (sighting.seenAtBasis === 'observed') yield speaksFor('The time of the sighting was observed first-hand.');
  if (sighting.seenAtBasis === 'reported') yield speaksAgainst('The time of the sighting is as somebody reported it.');
  if (sighting.seenAtBasis === 'file-time') yield speaksAgainst('The time of the sighting is a file’s own, which anyone can set.');
  if (sighting.seenAtBasis === 'unknown') yield speaksAgainst('It is not known where the time of the sighting comes from.');
  if (seen.earliest !== seen.latest) yield speaksAgainst('The time of the sighting has no time zone, so it may be off by a day.');
}

function* explainWindows({ windows, seen }: Facts): Generator<Finding> {
  if (windows.length === 0) yield speaksAgainst('No release window is on record.');
  const channels = new Set(windows.map(({ window }) => window.channel));
  if (windows.length > 0 && !channels.has('digital')) {
    yield speaksAgainst('No digital window is on record: if it was on digital sale by then, that has to be added.');
  }
  if (seen === undefined) return;
  for (const each of windows) {
    const words = describeWindow(each.window);
    if (wasOpen(each, seen)) {
      const only = each.window.channel === 'screener' ? ', so that copies issued to named recipients existed' : '';
      yield speaksAgainst(`Already open: ${words}${only}.`);
    } else if (mayHaveBeenOpen(each, seen)) yield speaksAgainst(`Perhaps open, perhaps not: ${words}.`);
    else yield speaksFor(`Not open yet: ${words}.`);
  }
}

function* explainSource({ sourceEvidence, reference }: Facts): Generator<Finding> {
  for (const { source, likelihoodRatio, reason } of sourceEvidence) {
    // A copy of a disc or screener is one that nobody sold; a copy of anything else may be.
    const unreleased = source === 'disc' || source === 'screener';
    const sentence = `${reason.replace(/\.$/, '')} (${describeOdds(likelihoodRatio)} for ${source}).`;
    yield unreleased === likelihoodRatio > 1 ? speaksFor(sentence) : speaksAgainst(sentence);
  }
  // What speaks of a camera alone leaves open which release it was, or was filmed.
  if (sourceEvidence.some(({ source }) => source !== 'camera')) return;
  const what =
    reference === undefined ? 'reference' : `${reference.kind}${reference.edition === undefined ? '' : ` (${reference.edition})`}`;
  yield speaksAgainst(`A match with the enrolled ${what} does not tell which release the copy was made from.`);
}

function* explainPlace({ sighting, windows }: Facts): Generator<Finding> {
  const territories = new Set(windows.map(({ window }) => window.territory));
  if (sighting.territory === undefined) {
    if (territories.size > 1) yield speaksAgainst('It is not known in which territory the copy was seen.');
    return;
  }
  if (!territories.has(sighting.territory) && !territories.has('WORLD')) {
    yield speaksAgainst(`No release window for ${sighting.territory}, where it was seen, is on record.`);
  }
  if (territories.size > 1) yield speaksAgainst('Where a server stands says little about where a copy was made.');
}
