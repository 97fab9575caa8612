import { sourceFamily } from './source-family.ts';
import type { Tag } from './tag.ts';

/** A copy is classed by its worst claim: `DVDSCR` beside `BluRay` is a screener. A whole disc ranks above a disc source. */
const RANK = ['WORKPRINT', 'HDCAM', 'CAM', 'HDTS', 'TELESYNC', 'HDTC', 'TELECINE', 'DVDSCR', 'BDSCR', 'WEBSCR', 'SCREENER'];

/**
 * Returns the claimed source of the copy.
 * @param tags - The tags that count.
 * @param flags - The remarks among them.
 */
export function sourceOf(tags: readonly Tag[], flags: readonly string[]): string | undefined {
  const all = tags.filter(({ kind }) => kind === 'source');
  const isBroadcast = all.some(({ value, strength }) => strength === 'strong' && sourceFamily(value) === 'broadcast');
  // Beside a broadcast, TS means transport stream, its container.
  // R5 is a telecine for one region. DVDR beside it names the blank disc only.
  const isRegion5 = all.some(({ value }) => value === 'R5');
  const sources = all.filter(
    ({ value, strength }) => !(isBroadcast && value === 'TELESYNC' && strength === 'code') && !(isRegion5 && value === 'DVD'),
  );
  const named = sources.filter(({ value, strength }) => value !== 'HDRip' && value !== 'R5' && strength === 'strong');
  const worst = RANK.find((value) => sources.some((source) => source.value === value));
  const screener = sources.some(({ value }) => value === 'SCREENER');
  if (screener && sources.some(({ value }) => value === 'DVD' || value === 'DVDRip')) return 'DVDSCR';
  const source = worst ?? (named[0] ?? sources.find(({ value }) => value !== 'HDRip' && value !== 'R5') ?? sources[0])?.value;
  // A whole disc is not re-encoded; a whole season may be.
  const isEncoded = tags.some(({ kind, text }) => kind === 'video-codec' && /^x/iu.test(text));
  if (flags.includes('COMPLETE') && !isEncoded && (source === 'BluRay' || source === 'UHD.BLURAY'))
    return source === 'BluRay' ? 'COMPLETE.BLURAY' : 'COMPLETE.UHD.BLURAY';
  // An untouched copy comes from a disc. With a streaming service it comes from the web.
  return source ?? (flags.includes('REMUX') ? 'BluRay' : tags.some(isStreaming) ? 'WEB' : undefined);
}

/** Services that do not broadcast, by unambiguous abbreviations. */
const STREAMING: ReadonlySet<string> = new Set([
  'Amazon Prime',
  'Netflix',
  'Hulu',
  'Disney+',
  'Apple TV+',
  'iTunes',
  'Peacock',
  'Paramount+',
]);

function isStreaming({ kind, value, text }: Tag): boolean {
  // `iT` means Italian as often as iTunes.
  return kind === 'service' && STREAMING.has(value) && text.toLowerCase() !== 'it';
}
