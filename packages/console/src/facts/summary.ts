import { currentLanguage, say } from '../words.ts';
import { reasonInWords } from './reasons.ts';
import { day, territory } from './time.ts';
import { type Outcome, partsOf } from './verdict.ts';

/** A verdict on some matches. */
export interface Judged {
  readonly verdict: Pick<Outcome['verdict'], 'kind' | 'summary'>;
  readonly matches: readonly { readonly title: string }[];
}

/** What a verdict says. */
export interface Summary {
  readonly text: string;
  /** Its language where that is not the page's. */
  readonly lang?: 'en';
}

/** A verdict in a sentence: as the service wrote it in English; in another language the grave kinds in its words, and the others as they were written. */
export function summaryOf({ verdict, matches }: Judged): Summary {
  const written: Summary = { text: verdict.summary, lang: 'en' };
  if (currentLanguage() === 'en') return written;
  const title = matches[0]?.title ?? '';
  const { daysEarly, reasons, firstWindow } = partsOf(verdict);
  if (verdict.kind === 'no-match') return { text: say('summary.none') };
  if (verdict.kind === 'needs-review' && reasons.length > 0)
    return { text: [say('summary.review', { title }), ...reasons.map(reasonInWords)].join(' ') };
  if (verdict.kind === 'pre-release-leak' && daysEarly !== undefined && daysEarly > 0 && firstWindow !== undefined) {
    const opens = firstWindow.opensAt.slice(0, 10);
    // The day alone, as the window has it: its instant depends on its own zone.
    const when = Number.isNaN(Date.parse(opens)) ? opens : day(Date.parse(opens), 'UTC');
    return {
      text: say('summary.leak', {
        count: daysEarly,
        title,
        channel: say(`channel.${firstWindow.channel}`),
        country: territory(firstWindow.territory),
        day: when,
      }),
    };
  }
  return written;
}
