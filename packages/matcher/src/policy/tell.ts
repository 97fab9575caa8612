import { describeChance, type Weakness } from '../sureness.ts';
import type { AllowedSourceFacts } from './allowed-source.ts';
import type { Dispute } from './dispute.ts';
import type { Fact } from './fact.ts';
import { fill, type Same } from './message.ts';
import { openingOf } from './release-window.ts';
import type { LeadWindow, PromoForm, Publication, PublishedPromo } from './types.ts';
import { VERDICT_WORDS } from './verdict-words.ts';
import { describeEvidence } from './wording.ts';

/** The name of a message of {@link VERDICT_WORDS}. */
type VerdictWord = keyof typeof VERDICT_WORDS;

/** How the facts of verdicts are told in one language. */
export interface Telling {
  /** The language's messages. */
  readonly words: Same<typeof VERDICT_WORDS>;
  /** The language of numbers, a tag of BCP 47. */
  readonly locale: string;
  /** A country by its code. */
  readonly territory: (code: string) => string;
  /** A stored time: ISO 8601, a date or a date and time, with an offset or without. */
  readonly time: (text: string) => string;
  /** A list of words: `a, b and c`. */
  readonly list: (words: readonly string[]) => string;
  /** A share of searches, such as `1 in 10,000`. */
  readonly chance: (expectedFalseMatches: number) => string;
  /** Evidence about a source: its odds, and what it rests on, without a full stop. */
  readonly evidence: (fact: FactOf<'source'>) => { readonly reason: string; readonly evidence: string };
}

/** How verdicts themselves tell facts. Times and codes of countries are as they are stored. */
export const IN_VERDICTS: Telling = {
  words: VERDICT_WORDS,
  locale: 'en',
  territory: (code) => code,
  time: (text) => text,
  list: (words) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`),
  chance: describeChance,
  evidence: ({ source, likelihoodRatio, reason }) => ({
    reason: reason.replace(/\.$/, ''),
    evidence: describeEvidence(source, likelihoodRatio),
  }),
};

type Says = Fact['says'];
/** The facts that say something. */
export type FactOf<S extends Says> = Fact extends infer F
  ? F extends { readonly says: infer T }
    ? S extends T
      ? F
      : never
    : never
  : never;

/** Windows, or promos, that a sentence names; further ones are only counted. */
const NAMED = 3;

/** Each fact as a sentence, by what it says. */
const TELLERS: { readonly [S in Says]: (fact: FactOf<S>, telling: Telling) => string } = {
  'sound-alone': ({ seconds, expectedFalseMatches }, telling) =>
    say('finding.sound-alone', telling, {
      seconds: tenths(seconds, telling),
      coincidence: tellCoincidence(expectedFalseMatches, telling),
    }),
  strong: ({ seconds, expectedFalseMatches }, telling) =>
    say(seconds > 0 ? 'finding.strong' : 'finding.strong.still', telling, {
      seconds: tenths(seconds, telling),
      coincidence: tellCoincidence(expectedFalseMatches, telling),
    }),
  weak: ({ why, expectedFalseMatches }, telling) =>
    say('finding.weak', telling, { weakness: tellWeakness(why, expectedFalseMatches, telling) }),
  'second-hash-silent': plainly,
  'second-hash-agrees': bySecondHash,
  'second-hash-disagrees': bySecondHash,
  unpublished: ({ seconds, shown, places, expectedFalseMatches }, telling) =>
    say('finding.unpublished', telling, {
      seconds: tenths(seconds, telling),
      shown: tenths(shown, telling),
      chance: telling.chance(expectedFalseMatches),
      count: places,
    }),
  published: ({ promos }, telling) => say('finding.published', telling, { promos: tellPromos(promos, telling) }),
  'time-unknown': plainly,
  'time-observed': plainly,
  'time-reported': plainly,
  'time-of-file': plainly,
  'time-of-unknown-origin': plainly,
  'time-without-zone': plainly,
  'no-window': plainly,
  'no-digital-window': plainly,
  'window-open': ({ window }, telling) =>
    say(window.channel === 'screener' ? 'finding.window-open.screener' : 'finding.window-open', telling, {
      window: tellWindow(window, telling),
    }),
  'window-perhaps-open': ofWindow,
  'window-ahead': ofWindow,
  'window-unreadable': ({ window }, telling) => say('finding.window-unreadable', telling, { window }),
  source: (fact, telling) => say('finding.source', telling, { ...telling.evidence(fact) }),
  'any-release': ({ kind, edition }, telling) => {
    const what = say(kind === undefined ? 'rendition.any' : `rendition.${kind}`, telling);
    return say('finding.any-release', telling, {
      what: edition === undefined ? what : say('rendition.edition', telling, { what, edition }),
    });
  },
  'territory-unknown': plainly,
  'server-place': plainly,
  'no-window-there': ({ territory }, telling) => say('finding.no-window-there', telling, { territory: telling.territory(territory) }),
  allowed: ({ allowedBy }, telling) =>
    say('finding.allowed', telling, {
      entries: telling.list(allowedBy.map((entry) => say('allowed.entry', telling, { words: tellAllowed(entry, telling), id: entry.id }))),
    }),
  disputed: ofDisputes,
  'dispute-upheld': ofDisputes,
};

/** A fact as a sentence. */
export function tellFact(fact: Fact, telling: Telling): string {
  return (TELLERS[fact.says] as (fact: Fact, telling: Telling) => string)(fact, telling);
}

/** Whether this version can tell a fact: one of a later version may say something else. */
export function isFact(value: unknown): value is Fact {
  return typeof value === 'object' && value !== null && 'says' in value && Object.hasOwn(TELLERS, String(value.says));
}

/** Such as `digital sale in US (2026-03-10, America/New_York)`, or `disc release in US (2026-03-24, time zone not given)`. */
export function tellWindow(window: LeadWindow, telling: Telling): string {
  const what = say(`window.${window.channel}`, telling);
  const whose = window.party === undefined ? what : say('window.by', telling, { what, party: window.party });
  return `${whose} ${tellPublication(window, telling)}`;
}

/** Windows, of which the first are named. */
export function tellWindows(windows: readonly LeadWindow[], telling: Telling): string {
  return named(windows, (window) => tellWindow(window, telling), telling);
}

/** Such as `worldwide (2026-03-10, America/New_York)`. */
export function tellPublication(publication: Publication, telling: Telling): string {
  const { territory, opensAt, timeZone } = publication;
  const { earliest, latest } = openingOf(publication);
  const clock = telling.time(opensAt);
  const zoned = timeZone === undefined ? 'time.nozone' : 'time.zone';
  const time = timeZone === undefined && earliest === latest ? clock : say(zoned, telling, { time: clock, zone: timeZone ?? '' });
  if (territory === 'WORLD') return say('opens.world', telling, { time });
  return say('opens.in', telling, { time, territory: telling.territory(territory) });
}

/** Such as `the trailer tr-1, published worldwide (2026-03-10, America/New_York)`. */
export function tellPromos(promos: readonly PublishedPromo[], telling: Telling): string {
  const tell = ({ referenceId, form, publications }: PublishedPromo) => {
    const places = telling.list(publications.slice(0, NAMED).map((publication) => tellPublication(publication, telling)));
    return say('promo.published', telling, { form: tellForm(form, telling), id: referenceId, places });
  };
  return named(promos, tell, telling);
}

/** Such as `trailer`, or `promo` if its form is not known. */
export function tellForm(form: PromoForm | undefined, telling: Telling): string {
  return say(form === undefined ? 'promo.any' : `promo.${form}`, telling);
}

/**
 * An entry in words, such as `any host under video.example, account studio, for Sintel, from 2026-12-01 (America/New_York) until the beginning
 * of 2027-01-01 (America/New_York)`.
 * @param titleName - The name of its title. @defaultValue the title's id
 */
export function tellAllowed(entry: AllowedSourceFacts, telling: Telling, titleName: string | undefined = entry.titleId): string {
  const { host, account, titleId, from, fromTimeZone, until, untilTimeZone } = entry;
  const times = [
    ...(from === undefined ? [] : [say('allowed.from', telling, { time: timeOfEntry(from, fromTimeZone, telling) })]),
    ...(until === undefined
      ? []
      : [say(/T/.test(until) ? 'allowed.until' : 'allowed.until.day', telling, { time: timeOfEntry(until, untilTimeZone, telling) })]),
  ];
  return [
    host.startsWith('*.') ? say('allowed.hosts', telling, { host: host.slice(2) }) : host,
    account === undefined ? say('allowed.accounts', telling) : say('allowed.account', telling, { account }),
    titleId === undefined ? say('allowed.titles', telling) : say('allowed.title', telling, { title: titleName ?? titleId }),
    times.length === 0 ? say('allowed.always', telling) : times.join(' '),
  ].join(', ');
}

/** As {@link tellAllowed}, in English. */
export function describeAllowed(entry: AllowedSourceFacts, titleName?: string): string {
  return tellAllowed(entry, IN_VERDICTS, titleName);
}

/** Why a match is weak, or how often a search finds as much by chance. */
export function tellWeakness(why: Weakness, expectedFalseMatches: number, telling: Telling): string {
  return why === 'chance' ? tellCoincidence(expectedFalseMatches, telling) : say(`weakness.${why}`, telling);
}

/** How often a search finds as much by chance: `1 in 50 searches finds as much by chance`. */
function tellCoincidence(expectedFalseMatches: number, telling: Telling): string {
  if (expectedFalseMatches >= 0.5) return say('coincidence.often', telling);
  const isRare = !describeChance(expectedFalseMatches).startsWith('1');
  return say(isRare ? 'coincidence.rare' : 'coincidence.some', telling, { chance: telling.chance(expectedFalseMatches) });
}

function plainly({ says }: { readonly says: Says }, telling: Telling): string {
  return say(`finding.${says}`, telling);
}

function ofWindow({ says, window }: FactOf<'window-ahead'>, telling: Telling): string {
  return say(`finding.${says}`, telling, { window: tellWindow(window, telling) });
}

function bySecondHash({ says, algorithm, frames }: FactOf<'second-hash-agrees'>, telling: Telling): string {
  return say(`finding.${says}`, telling, { algorithm, frames: String(frames) });
}

function ofDisputes({ says, disputes }: FactOf<'disputed'>, telling: Telling): string {
  const tell = ({ id, ground, receivedAt }: Dispute) =>
    say('dispute.words', telling, { ground, id, day: telling.time(receivedAt.slice(0, 10)) });
  return say(`finding.${says}`, telling, { disputes: telling.list(disputes.map(tell)) });
}

function timeOfEntry(text: string, zone: string | undefined, telling: Telling): string {
  const time = telling.time(text);
  if (zone !== undefined) return say('allowed.in', telling, { time, zone });
  return /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? time : say('allowed.nozone', telling, { time });
}

function named<T>(all: readonly T[], tell: (one: T) => string, telling: Telling): string {
  const further = all.length - NAMED;
  return telling.list([...all.slice(0, NAMED).map(tell), ...(further > 0 ? [say('more.named', telling, { count: further })] : [])]);
}

/** Seconds with a tenth. */
function tenths(seconds: number, { locale }: Telling): string {
  return seconds.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });
}

function say(word: VerdictWord, { words, locale }: Telling, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(words[word], values, locale);
}
