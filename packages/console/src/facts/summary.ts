import { findingInWords, oddsInWords, type ToldWindow, windowsInWords } from '@streetdate/evidence/internal/words';
import { currentLanguage, say, writing } from '../words.ts';
import { reasonInWords } from './reasons.ts';
import { type Finding, type Outcome, partsOf } from './verdict.ts';

/** A verdict on some matches. */
export interface Judged {
  readonly verdict: Pick<Outcome['verdict'], 'kind' | 'summary'>;
  readonly matches: readonly { readonly title: string; readonly verdict?: { readonly summary: string } }[];
}

/** What a verdict says. */
export interface Summary {
  readonly text: string;
  /** Its language where that is not the page's. */
  readonly lang?: 'en';
}

type Kind = Judged['verdict']['kind'];
/** What each kind of verdict says; undefined where a part that it needs cannot be read. */
const TELL: { readonly [K in Kind]: (parts: Readonly<Record<string, unknown>>, title: string) => string | undefined } = {
  'no-match': ({ only }) => say(only === 'shared-content' || only === 'proves-nothing' ? `summary.none.${only}` : 'summary.none'),
  'needs-review': (verdict, title) => {
    const { reasons } = partsOf(verdict);
    return reasons.length === 0 ? undefined : [say('summary.review', { title }), ...reasons.map(reasonInWords)].join(' ');
  },
  'pre-release-leak': ({ basis, leadTimes, sourceOdds }, title) => {
    const [first] = recordsIn(leadTimes);
    const window = windowsIn([first?.window]);
    if (window === undefined || typeof first?.secondsEarly !== 'number') return undefined;
    const told = { title, window, lead: leadInWords(first.secondsEarly) };
    if (basis === 'promo-unpublished') return say('summary.leak.promo', told);
    if (basis !== 'source-evidence') return say('summary.leak', told);
    return typeof sourceOdds === 'number' ? say('summary.leak.source', { ...told, odds: oddsInWords(sourceOdds, writing()) }) : undefined;
  },
  'released-copy': ({ openWindows }, title) => {
    const windows = windowsIn(openWindows);
    return windows === undefined ? undefined : say('summary.released', { title, windows });
  },
  'published-material': ({ promos }, title) => {
    const finding = findingInWords({ says: 'published', promos }, writing());
    return finding === undefined ? undefined : `${say('summary.published', { title })} ${finding}`;
  },
  authorised: ({ allowedBy, otherwise }) => {
    const finding = findingInWords({ says: 'allowed', allowedBy }, writing());
    if (finding === undefined || !isKind(otherwise)) return undefined;
    return `${finding} ${say('summary.otherwise', { verdict: say(`standing.${otherwise}`) })}`;
  },
};

/** A verdict in a sentence: in English as the service wrote it, in another language told from its parts. */
export function summaryOf({ verdict, matches }: Judged): Summary {
  if (currentLanguage() === 'en') return { text: verdict.summary, lang: 'en' };
  // One of a later version has no name here.
  if (!isKind(verdict.kind)) return { text: verdict.summary, lang: 'en' };
  const judged = matches.find((match) => match.verdict?.summary === verdict.summary) ?? matches[0];
  const title = judged?.title ?? '';
  const told = TELL[verdict.kind]({ ...verdict }, title);
  return { text: told ?? say('summary.other', { verdict: say(`standing.${verdict.kind}`), title }) };
}

/** A finding in a sentence: in English as the service wrote it, in another language told from its parts where it has them. */
export function findingOf({ sentence, fact }: Finding): Summary {
  const told = currentLanguage() === 'en' ? undefined : findingInWords(fact, writing());
  return told === undefined ? { text: sentence, lang: 'en' } : { text: told };
}

function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && Object.hasOwn(TELL, value);
}

function windowsIn(value: unknown): string | undefined {
  const windows = recordsIn(value);
  const isEach = (window: object): window is ToldWindow => 'territory' in window && 'opensAt' in window && 'channel' in window;
  return windows.length > 0 && windows.every(isEach) ? windowsInWords(windows, writing()) : undefined;
}

function recordsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}

/** How long before a window it was seen, cut to whole hours or days. */
function leadInWords(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  if (hours < 1) return say('hours.less');
  return hours < 24 ? say('hours', { count: hours }) : say('days', { count: Math.floor(hours / 24) });
}
