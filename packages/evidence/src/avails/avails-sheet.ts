import type { CsvRow } from '../csv-rows.ts';
import type { Avail, AvailPlace } from './avail.ts';
import { workOf } from './work.ts';

/** A sheet is one of Avails if a row of headings has these. */
const NEEDED = ['LicenseType', 'Territory', 'Start'];
/** The template has groups of columns, then headings, then a row of explanations. */
const HEADING_ROWS = 3;
const LICENCE = /^(?:EST|POEST|[A-Z]?VOD)$/i;

/**
 * Reads the rows of a sheet in the standard's template: its headings are in the second of three rows, or alone in the first. Empty rows and
 * comments (`//`) are no avails.
 * @returns Undefined if it is no sheet of Avails.
 */
export function readAvailsSheet(rows: readonly CsvRow[], sheet?: string): Avail[] | undefined {
  const at = rows.slice(0, HEADING_ROWS).findIndex(({ cells }) => NEEDED.every((name) => cells.some((cell) => headingOf(cell) === name)));
  if (at < 0) return undefined;
  const headings = new Map<string, number>();
  for (const [column, cell] of rows[at]!.cells.entries()) {
    const name = headingOf(cell);
    if (name !== '' && !headings.has(name)) headings.set(name, column);
  }
  const explanations = at === 0 ? -1 : rows[at]!.line + 1;
  const avails: Avail[] = [];
  for (const { cells, line } of rows.slice(at + 1)) {
    const cell = (name: string) => cells[headings.get(name) ?? -1]?.trim() ?? '';
    if (cells[0]?.startsWith('//') || cell('EntryType').startsWith('//')) continue;
    if (headings.has('EntryType') && cell('EntryType') === '' && cell('LicenseType') === '') continue;
    if (line === explanations && !LICENCE.test(cell('LicenseType'))) continue;
    avails.push(availOf(cell, { line, ...(sheet !== undefined && { sheet }) }));
  }
  return avails;
}

/** A heading without its group, which some exports put before it: `AvailTrans:Start`, `AvailTrans/Start`. */
function headingOf(cell: string): string {
  return cell.trim().replace(/^(?:Avail|AvailAsset|AvailMetadata|AvailTrans|Disposition)[:/]\s*/, '');
}

function availOf(cell: (name: string) => string, place: AvailPlace): Avail {
  const disc = cell('ReleaseHistoryPhysicalHV');
  const delivered = cell('SpecialPreOrderFulfillDate');
  return {
    ...place,
    ...workOfRow(cell),
    deletes: /delete/i.test(cell('EntryType')),
    licence: cell('LicenseType'),
    // Unlike in XML, an empty cell does not mean the world.
    territories: cell('Territory') === '' ? [''] : list(cell('Territory')),
    excluded: list(cell('TerritoryExclusion')),
    start: cell('Start'),
    ...(delivered !== '' && { delivered }),
    released: disc === '' ? [] : [{ channel: 'disc', territories: [], date: disc }],
  };
}

function workOfRow(cell: (name: string) => string): Pick<Avail, 'work' | 'fault'> {
  const year = cell('ReleaseYear') || cell('ReleaseHistoryOriginal');
  const own = ['TitleDisplayUnlimited', 'TitleInternalAlias'];
  const of = (names: readonly string[], ids: readonly string[]) => workOf(names.map(cell), ids.map(cell), year);
  switch (cell('WorkType').toLowerCase()) {
    case 'episode':
      return of([], ['EpisodeContentID', 'EpisodeID', 'EpisodeTitleID', 'EpisodeAltID', 'EditID', 'TitleID', 'ALID']);
    case 'season':
      return of(prefixed('Season', own), ['SeasonContentID', 'SeasonID', 'SeasonAltID', 'ALID']);
    case 'series':
      return of(prefixed('Series', own), ['SeriesContentID', 'SeriesID', 'SeriesAltID', 'ALID']);
    case 'volume':
      return of(prefixed('Volume', own), ['VolumeContentID', 'VolumeID', 'ALID']);
    default:
      return of(own, ['ContentID', 'EditID', 'TitleID', 'AltID', 'ALID']);
  }
}

function prefixed(kind: string, names: readonly string[]): string[] {
  return names.map((name) => `${kind}${name}`);
}

function list(cell: string): string[] {
  return cell.split(/[,;\s]+/).filter((code) => code !== '');
}
