import { judge, parseWindow, type ReleaseWindow, type SourceEvidence } from '@streetdate/matcher';
import { flag, read, several } from './command.ts';

/** `--thumbnails` of what enrols films. */
export const THUMBNAILS_OPTION = flag(
  '--thumbnails',
  'keep small pictures too, 3.7 MB an hour, in which pictures can be seen: finds upright cuts, far crops, pictures that are much covered',
);

/** `--details` of what enrols films. */
export const DETAILS_OPTION = flag(
  '--details',
  "keep pieces of pictures at the film's own resolution too, 1.2 MB a film: tells which release a copy was made from",
);

/** The options that say when a title may be had. */
export const WINDOW_OPTIONS = {
  window: several(
    '--window <territory:channel:instant>',
    'a release window; repeatable (US:disc:2026-03-10@America/New_York)',
    parseWindow,
  ),
  streetDate: read('--street-date <instant>', 'when the disc may be sold: a disc window for --territory, or for WORLD', readStreetDate),
};

/** Reads a street date as the instant of a window, with `@ZONE` behind a local one. */
export function readStreetDate(text: string): string {
  parseWindow(`WORLD:disc:${text}`);
  return text;
}

/** The windows that `--window` and `--street-date` give together. */
export function windowsOf(
  window: readonly ReleaseWindow[],
  streetDate: string | undefined,
  territory: string | undefined,
): ReleaseWindow[] {
  return streetDate === undefined ? [...window] : [...window, parseWindow(`${territory ?? 'WORLD'}:disc:${streetDate}`)];
}

/** Reads a country code. */
export function readTerritory(text: string): string {
  const territory = text.toUpperCase();
  // The judge knows what a territory is; asking it keeps one rule.
  judge(undefined, [], { seenAt: undefined, seenAtBasis: 'unknown', territory });
  return territory;
}

/** Reads the time of a sighting. */
export function readSeenAt(text: string): string {
  judge(undefined, [], { seenAt: text, seenAtBasis: 'reported' });
  return text;
}

/** The options that say when and where files were seen. */
export const SIGHTING_OPTIONS = {
  seenAt: read('--seen-at <instant>', 'when the files were seen, ISO 8601 with an offset (2026-03-01T12:00:00Z)', readSeenAt),
  territory: read('--territory <code>', 'where they were seen, ISO 3166-1 (US)', readTerritory),
  source: several(
    '--source <source:ratio[:reason]>',
    'what a copy was made from, with its likelihood ratio; repeatable (disc:50:"has the menus")',
    readSource,
  ),
};

const SOURCE = /^([a-z]+):([0-9.eE+-]+)(?::(.*))?$/su;

/** Reads source evidence written as `SOURCE:RATIO[:REASON]`. */
export function readSource(text: string): SourceEvidence {
  const parts = SOURCE.exec(text);
  if (parts === null) throw new RangeError(`it must be SOURCE:RATIO or SOURCE:RATIO:REASON, such as disc:50, got ${JSON.stringify(text)}`);
  const [, source = '', ratio = '', reason = 'stated by the user'] = parts;
  const evidence = { source: source as SourceEvidence['source'], likelihoodRatio: Number(ratio), reason };
  judge(undefined, [], { seenAt: undefined, seenAtBasis: 'unknown' }, { sourceEvidence: [evidence] });
  return evidence;
}

/** Reads a path: some text. */
export function readPath(text: string): string {
  if (text === '') throw new RangeError('it must not be empty');
  return text;
}

/** Reads a whole number of at least 1. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new RangeError(`it must be a whole number from 1 to 9999, got ${text}`);
  return Number(text);
}

const BYTES: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Reads a size of memory in bytes, such as `512M` or `8G`. */
export function readMemory(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([MGT])$/.exec(text) ?? [];
  if (count === undefined)
    throw new RangeError(`it must be a whole number with M, G or T behind it, such as 8G, got ${JSON.stringify(text)}`);
  return Number(count) * BYTES[unit]!;
}

/** Reads an id: it stands alone in a line and is typed by people. */
export function readId(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._:@-]{0,127}$/u.test(text)) {
    throw new RangeError(`it must be 1 to 128 letters, digits and ._:@- and begin with a letter or digit, got ${JSON.stringify(text)}`);
  }
  return text;
}

/** Reads a year of a film. */
export function readYear(text: string): number {
  if (!/^(18[89]|19\d|2\d\d)\d$/.test(text)) throw new RangeError(`it must be a year from 1880 on, got ${text}`);
  return Number(text);
}

/** Reads a name: some text that is not only blanks. */
export function readName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name === '') throw new RangeError('it must not be empty');
  return name;
}
