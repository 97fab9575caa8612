import type { Verdict } from '@streetdate/matcher';
import { openingOf, type ReviewReason } from '@streetdate/matcher/internal';
import { oddsInWords } from './units.ts';
import { findingInWords, type ToldWindow, windowsInWords } from './verdicts.ts';
import { inWords, type PageWords, type Writing } from './writing.ts';

/** A sentence of a verdict. */
export interface Told {
  /** The sentence. */
  readonly text: string;
  /** `en` where it is the verdict's own sentence, which pages in other languages mark. @defaultValue the language that was asked for */
  readonly lang?: 'en';
}

type Kind = Verdict['kind'];
type Parts = Readonly<Record<string, unknown>>;

/** What each kind of verdict says; undefined where a part that it needs cannot be read. */
const TELL: { readonly [K in Kind]: (parts: Parts, title: string, writing: Writing) => string | undefined } = {
  'no-match': ({ only }, _, writing) =>
    inWords(only === 'shared-content' || only === 'proves-nothing' ? `summary.none.${only}` : 'summary.none', writing),
  'needs-review': ({ reasons }, title, writing) => {
    const all = Array.isArray(reasons) ? reasons.filter((each) => typeof each === 'string') : [];
    if (all.length === 0) return undefined;
    return [inWords('summary.review', writing, { title }), ...all.map((reason) => reasonInWords(reason, writing))].join(' ');
  },
  'pre-release-leak': ({ basis, leadTimes, sourceOdds }, title, writing) => {
    const [first] = recordsIn(leadTimes);
    const window = windowsIn([first?.window], writing);
    if (window === undefined || typeof first?.secondsEarly !== 'number') return undefined;
    const told = { title, window, lead: leadInWords(first.secondsEarly, first.window as ToldWindow, writing) };
    if (basis === 'promo-unpublished') return inWords('summary.leak.promo', writing, told);
    if (basis !== 'source-evidence') return inWords('summary.leak', writing, told);
    return typeof sourceOdds === 'number'
      ? inWords('summary.leak.source', writing, { ...told, odds: oddsInWords(sourceOdds, writing) })
      : undefined;
  },
  'released-copy': ({ openWindows }, title, writing) => {
    const windows = windowsIn(openWindows, writing);
    return windows === undefined ? undefined : inWords('summary.released', writing, { title, windows });
  },
  'published-material': ({ promos }, title, writing) => {
    const finding = findingInWords({ says: 'published', promos }, writing);
    return finding === undefined ? undefined : `${inWords('summary.published', writing, { title })} ${finding}`;
  },
  authorised: ({ allowedBy, otherwise }, _, writing) => {
    const finding = findingInWords({ says: 'allowed', allowedBy }, writing);
    if (finding === undefined || !isKind(otherwise)) return undefined;
    return `${finding} ${inWords('summary.otherwise', writing, { verdict: inWords(`standing.${otherwise}`, writing) })}`;
  },
};

/**
 * A verdict in a sentence or two. In English it is the verdict's own, in another language it is told from the verdict's parts.
 * @param verdict - The verdict, as it was stored.
 * @param title - Name of the title that matched.
 */
export function summaryInWords(verdict: { readonly kind: string; readonly summary: string }, title: string, writing: Writing): Told {
  const { kind, summary } = verdict;
  // One of a later version has no name here.
  if (isEnglish(writing) || !isKind(kind)) return { text: summary, lang: 'en' };
  const told = TELL[kind]({ ...verdict }, title, writing);
  return { text: told ?? inWords('summary.other', writing, { verdict: inWords(`standing.${kind}`, writing), title }) };
}

/** A finding in a sentence: in English its own, in another language told from its fact, where it has one that can be told. */
export function findingTold({ sentence, fact }: { readonly sentence: string; readonly fact?: unknown }, writing: Writing): Told {
  const told = isEnglish(writing) ? undefined : findingInWords(fact, writing);
  return told === undefined ? { text: sentence, lang: 'en' } : { text: told };
}

/** Why a person has to look, in a sentence. A reason of a later version is its own name. */
export function reasonInWords(reason: ReviewReason | (string & {}), writing: Writing): string {
  const word = `reason.${reason}`;
  return Object.hasOwn(writing.words, word) ? inWords(word as keyof PageWords, writing) : reason;
}

/** How long before a window it was seen, cut to whole hours or days; `at least` so long where the opening is a day without a time zone. */
function leadInWords(seconds: number, window: ToldWindow, writing: Writing): string {
  const hours = Math.floor(seconds / 3600);
  if (hours < 1) return inWords('hours.less', writing);
  const lead = hours < 24 ? inWords('hours', writing, { count: hours }) : inWords('days', writing, { count: Math.floor(hours / 24) });
  const { earliest, latest } = openingOf(window);
  return earliest === latest ? lead : inWords('lead.least', writing, { lead });
}

function windowsIn(value: unknown, writing: Writing): string | undefined {
  const windows = recordsIn(value);
  const isEach = (window: object): window is ToldWindow => 'territory' in window && 'opensAt' in window && 'channel' in window;
  return windows.length > 0 && windows.every(isEach) ? windowsInWords(windows, writing) : undefined;
}

function recordsIn(value: unknown): Parts[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}

function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && Object.hasOwn(TELL, value);
}

function isEnglish({ locale }: Writing): boolean {
  return locale.split('-', 1)[0] === 'en';
}
