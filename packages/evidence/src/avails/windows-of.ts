import type { Channel } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import type { Avail, AvailedWindow, AvailPlace, LeftOutAvail } from './avail.ts';
import { isCountry } from './country.ts';
import type { CountryClocks } from './time-zone.ts';

/** Licences of services that hand films to people. Each opens the digital window. */
const DIGITAL = new Set(['EST', 'VOD', 'SVOD', 'TVOD', 'AVOD', 'FVOD', 'RENTAL', 'PRE-RELEASE', 'LIBRARY']);
/** A film that is ordered before its start. What opens a window is its delivery. */
const ORDERED_BEFORE = 'POEST';

/**
 * The windows of an avail, one for each territory, and what it gives none for. Avails are licences of digital services. Releases on disc and in
 * cinemas come from its release history.
 */
export function* windowsOf(avail: Avail, clocks: CountryClocks): Generator<AvailedWindow | LeftOutAvail> {
  const { work, fault, deletes, licence, territories, excluded, start, delivered, released } = avail;
  const place: AvailPlace = { line: avail.line, ...(avail.sheet !== undefined && { sheet: avail.sheet }) };
  const leftOut = (kind: LeftOutAvail['kind'], reason: string): LeftOutAvail => ({ ...place, kind, reason });
  if (deletes) return yield leftOut('no-window', 'it takes an avail back; windows are never removed by a file');
  if (fault !== undefined) return yield leftOut('bad', fault);
  if (work.names.length + work.eidrs.length + work.ids.length === 0) return yield leftOut('bad', 'it names no work');
  if (territories.length === 0 && excluded.length > 0)
    return yield leftOut('bad', `it is for all of the world but ${excluded.join(', ')}, which no window can say`);
  const windowsIn = (channel: Channel, where: readonly string[], written: string, what: string) => {
    const opensAt = readOpeningTime(written, what);
    if ('reason' in opensAt) return [leftOut('bad', opensAt.reason)];
    return (where.length === 0 ? ['WORLD'] : where).map((written): AvailedWindow | LeftOutAvail => {
      const territory = readTerritory(written);
      if ('reason' in territory) return leftOut('bad', territory.reason);
      return { ...place, kind: 'window', work, window: clocks.place({ territory: territory.code, channel, opensAt: opensAt.text }) };
    });
  };
  if (licence.toUpperCase() === ORDERED_BEFORE) {
    if (delivered) yield* windowsIn('digital', territories, delivered, 'date of delivery');
    else yield leftOut('no-window', 'an order before the start (POEST) without a date of delivery opens no window');
  } else if (DIGITAL.has(licence.toUpperCase())) yield* windowsIn('digital', territories, start, 'start');
  else yield leftOut('bad', licence === '' ? 'it has no licence type' : `its licence type ${licence} is not known`);
  for (const { channel, territories: own, date } of released)
    yield* windowsIn(channel, own.length > 0 ? own : territories, date, `release (${channel})`);
}

function readOpeningTime(written: string, what: string): { readonly text: string } | { readonly reason: string } {
  if (written === '') return { reason: `its ${what} is empty` };
  if (!/^\d{4}-/.test(written)) return { reason: `its ${what} is no date: ${written}` };
  // Spreadsheets write a blank where ISO 8601 has a T.
  const text = written.replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T');
  try {
    openingOf({ territory: 'WORLD', opensAt: text });
    return { text };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { reason: `its ${what} ${error.message.slice(error.message.indexOf('must be'))}` };
  }
}

function readTerritory(written: string): { readonly code: string } | { readonly reason: string } {
  const code = written.toUpperCase();
  if (code === '') return { reason: 'its territory is empty' };
  if (code === 'WORLD') return { code };
  if (/^(?:[A-Z]{2}-[A-Z0-9]+|\d{3})$/.test(code)) return { reason: `its territory ${written} is no country, and a window is for one` };
  if (code === 'UK') return { reason: 'its territory UK is no code of ISO 3166-1: the United Kingdom is GB' };
  return isCountry(code) ? { code } : { reason: `its territory ${written} is no code of ISO 3166-1` };
}
