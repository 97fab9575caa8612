import { checkObject, checkPath } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { type CsvRow, readCsvRows } from '../csv-rows.ts';
import { readStart, readWhole } from '../files.ts';
import { isWorkbook, readXlsxSheets } from '../xlsx-rows.ts';
import type { Avail, AvailedWindow, LeftOutAvail } from './avail.ts';
import { readAvailsSheet } from './avails-sheet.ts';
import { readAvailsXml } from './avails-xml.ts';
import { CountryClocks } from './time-zone.ts';
import { windowsOf } from './windows-of.ts';

/** Options for {@link readAvails}. */
export interface AvailsOptions {
  /** Time zones of countries that have several, by their codes: `US` → `America/New_York`. @defaultValue none */
  readonly timeZones?: ReadonlyMap<string, string> | undefined;
  /** Encoding of a CSV file, as the Encoding Standard names it. @defaultValue `utf-8` */
  readonly encoding?: string | undefined;
}

/**
 * Reads release windows from a MovieLabs Avails file: XML, or the standard's spreadsheet as XLSX or CSV. Its bytes tell which, not its name.
 * A licence of a digital service opens the digital window, and a release of the history the window of its channel. Territories are countries of
 * ISO 3166-1. A time without an offset is that of the country, where its clocks agree or `timeZones` names one.
 * @returns A window for each licence and territory, and what gives none, with its line and the reason.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file is no Avails.
 */
export async function* readAvails(path: string, options: AvailsOptions = {}): AsyncGenerator<AvailedWindow | LeftOutAvail> {
  checkPath('path', path);
  checkObject('options', options);
  const { timeZones = new Map(), encoding } = options;
  const start = await readStart(path);
  const avails = isWorkbook(start) ? await fromWorkbook(path) : isXml(start) ? await fromXml(path) : await fromCsv(path, start, encoding);
  const clocks = new CountryClocks(timeZones);
  for (const avail of avails) yield* windowsOf(avail, clocks);
}

async function fromWorkbook(path: string): Promise<Avail[]> {
  const sheets = await readXlsxSheets(path, { times: 'local' });
  const found = sheets.flatMap(({ name, rows }) => readAvailsSheet(rows, sheets.length > 1 ? name : undefined) ?? []);
  if (sheets.every(({ rows }) => readAvailsSheet(rows) === undefined)) throw noAvails(path);
  return found;
}

async function fromXml(path: string): Promise<readonly Avail[]> {
  const read = readAvailsXml(textOfXml(await readWhole(path), path));
  if ('reason' in read) throw new StreetdateError('bad-evidence', `${path}: ${read.reason}`, { path });
  return read;
}

async function fromCsv(path: string, start: Uint8Array, encoding: string | undefined): Promise<Avail[]> {
  if (start[0] === 0xd0 && start[1] === 0xcf)
    throw new StreetdateError('bad-evidence', `${path}: it is a workbook of an old form (XLS); save it as XLSX`, { path });
  const rows: CsvRow[] = [];
  for await (const row of readCsvRows(path, { encoding, delimiter: delimiterOf(start) })) rows.push(row);
  const found = readAvailsSheet(rows);
  if (found === undefined) throw noAvails(path);
  return found;
}

function noAvails(path: string): StreetdateError {
  const message = `${path}: it is no Avails: no row of headings has LicenseType, Territory and Start`;
  return new StreetdateError('bad-evidence', message, { path });
}

/** Some countries' spreadsheets write semicolons, since their commas stand in numbers. */
function delimiterOf(start: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(start);
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: text.split(delimiter).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}

function isXml(start: Uint8Array): boolean {
  return /^(?:\ufeff)?\s*</.test(new TextDecoder(byteOrder(start) ?? 'utf-8').decode(start));
}

function byteOrder(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function textOfXml(bytes: Uint8Array, path: string): string {
  const [, declared] =
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 200))) ?? [];
  const encoding = byteOrder(bytes) ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new StreetdateError('bad-evidence', `${path}: it is not in the encoding ${encoding}`, { path, cause });
  }
}
