import { checkIterable, checkList, checkObject, checkText } from '@streetdate/core/internal';
import type { TitleWithWindows } from '@streetdate/engine';
import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import { readEidr, readIsan } from '../identity/identifiers.ts';
import type { AvailedWindow, AvailedWork, LeftOutAvail } from './avail.ts';
import { workInWords } from './work.ts';

/** What Avails say of titles. */
export interface MatchedAvails {
  /** Windows by the id of their title. Of several for a territory and a channel, the one that opens first. */
  readonly windows: ReadonlyMap<string, readonly ReleaseWindow[]>;
  /** Works that are no title, each in a few words, in order of the file. */
  readonly unknown: readonly string[];
  /** Works that may be one title or another, and were left out. */
  readonly doubtful: readonly LeftOutAvail[];
}

/**
 * Finds the titles of availed works: by EIDR, else by another id, else by name. A name counts whatever its case, accents, punctuation and the
 * place of its article, if the years are not more than one apart, and if no EIDR says otherwise.
 */
export function matchAvails(titles: Titles, availed: Iterable<AvailedWindow>): MatchedAvails {
  checkList('titles', titles, checkTitle);
  checkIterable('availed', availed);
  const index = indexTitles(titles);
  const earliest = new Map<string, Map<string, ReleaseWindow>>();
  const unknown = new Set<string>();
  const doubtful: LeftOutAvail[] = [];
  for (const each of availed) {
    checkObject('availed', each);
    const { work, window, line, sheet } = each;
    checkObject('availed.work', work);
    const found = titleOf(work, index);
    if (found === undefined) unknown.add(workInWords(work));
    else if ('reason' in found) doubtful.push({ line, ...(sheet !== undefined && { sheet }), kind: 'bad', reason: found.reason });
    else {
      const windows = earliest.get(found.id) ?? new Map<string, ReleaseWindow>();
      earliest.set(found.id, windows);
      const key = `${window.territory}:${window.channel}`;
      const known = windows.get(key);
      if (known === undefined || openingOf(window).earliest < openingOf(known).earliest) windows.set(key, window);
    }
  }
  return {
    windows: new Map([...earliest].map(([id, windows]) => [id, [...windows.values()]])),
    unknown: [...unknown],
    doubtful,
  };
}

/** What a title is found by. */
function checkTitle(name: string, title: unknown): void {
  checkObject(name, title);
  const { id, name: called } = title as Partial<TitleWithWindows>;
  checkText(`${name}.id`, id);
  checkText(`${name}.name`, called);
}

type Titles = readonly TitleWithWindows[];

/** Titles by what they may be found by. */
function indexTitles(titles: Titles) {
  const by = (keysOf: (title: TitleWithWindows) => readonly (string | undefined)[]) => {
    const found = new Map<string, TitleWithWindows[]>();
    for (const title of titles) {
      for (const key of new Set(keysOf(title))) if (key !== undefined) found.set(key, [...(found.get(key) ?? []), title]);
    }
    return (keys: readonly string[]): Titles => [...new Set(keys.flatMap((key) => found.get(key) ?? []))];
  };
  return {
    byEidr: by((title) => [eidrOf(title)]),
    byId: by(({ id, isan }) => [id.toLowerCase(), isanOf(isan)?.toLowerCase()]),
    byName: by(({ name }) => [plainName(name)]),
  };
}

function titleOf(work: AvailedWork, index: ReturnType<typeof indexTitles>): TitleWithWindows | { readonly reason: string } | undefined {
  const only = (found: Titles, what: string) =>
    found.length > 1 ? { reason: `its ${what} is that of several titles: ${found.map(({ id }) => id).join(', ')}` } : found[0];
  const byEidr = index.byEidr(work.eidrs);
  if (byEidr.length > 0) return only(byEidr, 'EIDR');
  const byId = index.byId(work.ids.map((id) => id.toLowerCase()));
  if (byId.length > 0) return only(byId, 'id');
  const named = index.byName(work.names.map(plainName)).filter(({ year }) => isNear(year, work.year));
  const [first] = named;
  const agreeing = named.filter((title) => work.eidrs.length === 0 || eidrOf(title) === undefined);
  if (agreeing.length === 0 && first !== undefined) return { reason: `it is called as ${first.id}, whose EIDR is another: ${first.eidr}` };
  return only(agreeing, 'name');
}

/** A film may be shown at a festival in one year and come out in the next. */
function isNear(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || Math.abs(one - other) <= 1;
}

function eidrOf({ eidr }: TitleWithWindows): string | undefined {
  const read = eidr === undefined ? undefined : readEidr(eidr);
  return read && 'value' in read ? read.value : undefined;
}

function isanOf(isan: string | undefined): string | undefined {
  const read = isan === undefined ? undefined : readIsan(isan);
  return read && 'value' in read ? read.value : isan;
}

/** A name for comparison: `The Film: Part 2` and `film - part 2, THE` are one. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return plain.replace(/^(.*) (the|a|an|der|die|das|le|la|les|el|los|las|il|lo|gli)$/, (all, rest: string, article: string) =>
    name.includes(',') ? `${article} ${rest}` : all,
  );
}
