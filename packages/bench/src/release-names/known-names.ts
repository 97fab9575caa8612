import { readFile } from 'node:fs/promises';
import { canonical, FIELDS, type Field, type RawFields } from './named-fields.ts';
import { otherTitles } from './title-conventions.ts';

/** A release name, and what public test suites state of it. */
export interface KnownName {
  /** The name. */
  readonly name: string;
  /** For each field that some suite states: what is right, in canonical spelling. Where suites differ, each of them is. */
  readonly right: ReadonlyMap<Field, ReadonlySet<string>>;
  /** Fields of which some suite holds one value only, whatever the name says: a list with that value in it is right. */
  readonly partial: ReadonlySet<Field>;
}

/** Fields that hold lists here. */
const LISTS: ReadonlySet<Field> = new Set(['audioCodec', 'language', 'edition', 'flags']);

interface Statement {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly origin: string;
}

/**
 * Reads names with what test suites state of them: a JSON object a line, `{ name, expected: [{ fields, origin }] }`. Values are compared in
 * canonical spelling, see {@link canonical}; what a suite states of its own convention rather than of the name is left out, as
 * {@link statedBy} says.
 */
export async function readKnownNames(path: string): Promise<KnownName[]> {
  const names = new Map<string, { readonly right: Map<Field, Set<string>>; readonly partial: Set<Field> }>();
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line === '') continue;
    const { name, expected = [] }: { name: string; expected?: readonly Statement[] } = JSON.parse(line);
    const { right, partial } = names.get(name) ?? { right: new Map<Field, Set<string>>(), partial: new Set<Field>() };
    for (const statement of expected) {
      const stated = statedBy(name, statement);
      for (const field of FIELDS) {
        const value = canonical(field, stated[field]);
        if (value === undefined) continue;
        right.set(field, (right.get(field) ?? new Set()).add(value));
        const others = field === 'title' ? otherTitles(name, statement.fields) : [];
        for (const other of others) right.get(field)!.add(canonical(field, other) ?? value);
        // Of a name that says both, the suites with one word for a proper and a repack state that one.
        if (field === 'flags' && isProper(name) && isRepack(name))
          right.get(field)!.add(canonical(field, [stated.flags, 'repack'].flat())!);
        if (!statement.origin.startsWith('guessit') && !Array.isArray(statement.fields[field]) && LISTS.has(field)) partial.add(field);
      }
    }
    if (right.size > 0) names.set(name, { right, partial });
  }
  return [...names].map(([name, stated]) => ({ name, ...stated }));
}

/** What a suite states of a name, without what it says of itself: qualities guessed from nothing, and titles that are not. */
function statedBy(name: string, { fields, origin }: Statement): RawFields {
  const { title, source, resolution, language, subtitleLanguage, edition, other, proper, repack, group, ...plain } = fields;
  const suite = origin.split('/')[0];
  const flags = [other, proper === true ? 'proper' : [], repack === true ? 'repack' : []]
    .flat()
    // Several suites have one word for a proper and a repack.
    .map((each) => (isRepack(name) && !isProper(name) && /^proper$/iu.test(String(each)) ? 'repack' : each))
    .filter((each) => !/^remux$/iu.test(String(each)) || /remux/iu.test(name));
  const rows = /\d+/u.exec(String(resolution ?? ''))?.[0];
  return {
    ...plain,
    // One suite gives the episode's title for the series'.
    title: typeof title === 'string' && standsWhereTitlesStand(name, title, suite!) ? title : undefined,
    // Several suites fill in the rows that they take for granted (a DVD's 480), or round them (960 to 720).
    resolution: rows !== undefined && !name.includes(rows) && !ROWS_IN_WORDS[rows]?.test(name) ? undefined : resolution,
    // A suite about qualities fills in the source as well.
    source: [other].flat().includes('Screener')
      ? 'screener'
      : source === 'UNKNOWN' || (suite === 'Radarr' && !/blu|bd|br|dvd|web|tv|cam|sync|ts|scr|dsr|remux|hd.?rip/iu.test(name))
        ? undefined
        : source,
    // Several suites, those that have no field for them, call subtitles a language, and one calls Castilian Catalan.
    language: [language]
      .flat()
      .filter(
        (each) =>
          !/^(?:vost|und$)/iu.test(String(each)) &&
          !(suite !== 'guessit-io' && isOnlyRead(name, each)) &&
          !(/castell?ano/iu.test(name) && canonical('language', each) === 'ca'),
      ),
    edition: [edition, other]
      .flat()
      .filter((each) => /edition|cut|unrated|open matte/iu.test(String(each)) || [edition].flat().includes(each)),
    flags,
    // Sizes and containers are nobody's name, and one suite has a word for nobody's.
    group: /^(?:[0-9.,]+ ?[mg]b|avi|mp4|mkv)$/iu.test(String(group)) || (group === 'NOGRP' && !/nogrp/iu.test(name)) ? undefined : group,
  };
}

function isProper(name: string): boolean {
  return /proper|real/iu.test(name);
}

function isRepack(name: string): boolean {
  return /re-?pack|re-?rip/iu.test(name);
}

/** What stands for rows in a name. */
const ROWS_IN_WORDS: Readonly<Record<string, RegExp>> = { '1080': /f(?:ull)?.?hd/iu, '1440': /qhd|2k/iu, '2160': /4k|uhd|ultra.?hd/iu };

/** How names speak of subtitles: `VOSTFR`, `SweSub`, `English Subs`, `Sub Ita Eng`. */
const SUBTITLES =
  /vost\p{L}*|\p{L}+[ ._-]?(?:(?:soft|hard|hc|fast)[ ._-]?)?sub(?:s|bed|title[sd]?)?(?!\p{L})|(?<!\p{L})subs?(?:[ ._]\p{L}{3}(?!\p{L}))+/giu;

/** Whether a name has a language only as that of its subtitles. */
function isOnlyRead(name: string, language: unknown): boolean {
  const has = (text: string) =>
    (text.match(/\p{L}+/gu) ?? []).some((word) => canonical('language', word) === canonical('language', language));
  const rest = name.replace(SUBTITLES, ' ');
  return rest !== name && !has(rest);
}

/** Whether a title stands in the name, before its rows; of the suite that gives the episode's title for the series', at the name's start. */
function standsWhereTitlesStand(name: string, title: string, suite: string): boolean {
  const letters = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  const place = letters(name.split(/(?<=\S.*)[^\p{L}\p{N}][0-9]{3,4}[pi](?![\p{L}\p{N}])/iu)[0]!).indexOf(letters(title));
  return suite === 'pr0pz' ? place === 0 : place >= 0;
}
