import type { TitleWithWindows } from '@streetdate/engine';
import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import { escapeText } from './escape.ts';
import { PLAIN, type TextOptions } from './style.ts';
import { windowInWords } from './window-words.ts';

/** What an enrollment is about to store of a title. */
export interface Sale {
  /** The title's name or id, as given. @defaultValue the name that the disc has */
  readonly title: string | undefined;
  /** The title that goes by that name already. @defaultValue it is new */
  readonly known: TitleWithWindows | undefined;
  /** The given windows. Each replaces the known one of its territory and channel. */
  readonly windows: readonly ReleaseWindow[];
}

/** The title and its windows, the street date among them, as they were understood: a slip of the hand is seen before the films are decoded. */
export function saleText({ title, known, windows }: Sale, { style = PLAIN }: TextOptions = {}): string {
  const name = known ? `${known.name}${known.year === undefined ? '' : ` (${known.year})`}` : (title ?? 'The title that the disc names');
  const keyOf = ({ territory, channel }: ReleaseWindow) => `${territory}:${channel}`;
  const all = new Map([...(known?.windows ?? []), ...windows].map((window) => [keyOf(window), window]));
  const lines = [...all.values()]
    .sort((one, other) => openingOf(one).earliest - openingOf(other).earliest || (keyOf(one) < keyOf(other) ? -1 : 1))
    .map((window) => `  ${windowInWords(window)}`);
  if (lines.length === 0) lines.push('  no release window is on record, so that nothing found can be judged a leak');
  const id = known ? `[${known.id}]` : title === undefined ? undefined : '(a new title)';
  return [[style('heading', escapeText(name)), ...(id === undefined ? [] : [id])].join('  '), ...lines.map(escapeText)].join('\n');
}
