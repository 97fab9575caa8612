import type { Channel } from '@streetdate/matcher';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Avail } from './avail.ts';
import { workOf } from './work.ts';

/** An element: its text, its attributes by `@name`, its children by their names, in order. */
type Element = { readonly [name: string]: string | readonly Element[] | undefined };

const TEXTS = '#text';
/** Every element is an object in a list, so that no document has another shape than the others. */
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  alwaysCreateTextNode: true,
  textNodeName: TEXTS,
  htmlEntities: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  captureMetaData: true,
});
const PLACE = XMLParser.getMetaDataSymbol() as unknown as string;

/** What release types of Common Metadata are called here. A release of the type `original` may be any. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  dvd: 'disc',
  bluray: 'disc',
  'blu-ray': 'disc',
  physicalhv: 'disc',
  theatrical: 'theatrical',
  broadcast: 'broadcast',
  internet: 'digital',
  est: 'digital',
  vod: 'digital',
};

/**
 * Reads an Avails document (`AvailList`, `AvailListSigned` or `Avail`, in any version of its name space). This file is the only adapter of the
 * package that imports the XML parser.
 * @returns Every licence of every work; or why the text is none, to go after the name of the file.
 */
export function readAvailsXml(xml: string): readonly Avail[] | { readonly reason: string } {
  // Avails have no document type, and its entities could expand without end.
  if (/<!DOCTYPE/i.test(xml)) return { reason: 'it has a document type, which Avails have not' };
  const checked = XMLValidator.validate(xml);
  if (checked !== true) return { reason: `line ${checked.err.line} is no XML: ${checked.err.msg}` };
  const document = parser.parse(xml) as Element;
  const lists = [document, ...children(document, 'AvailListSigned')].flatMap((each) => children(each, 'AvailList'));
  const avails = [document, ...lists].flatMap((each) => children(each, 'Avail'));
  if (avails.length === 0) return { reason: 'it holds no Avail' };
  const lines = new LineCounter(xml);
  return avails.flatMap((avail) => availsOf(avail, lines));
}

function availsOf(avail: Element, lines: LineCounter): Avail[] {
  const transactions = children(avail, 'Transaction');
  return children(avail, 'Asset').flatMap((asset) => {
    const metadata = ['Metadata', 'EpisodeMetadata', 'SeasonMetadata', 'SeriesMetadata', 'VolumeMetadata'].flatMap((name) =>
      children(asset, name).map((element) => ({ kind: name.replace('Metadata', ''), element })),
    )[0];
    const { kind = '', element = {} } = metadata ?? {};
    const names = kind === 'Episode' ? [] : allTexts(element, `${kind}TitleDisplayUnlimited`, `${kind}TitleInternalAlias`);
    const own = allTexts(element, 'EditEIDR-URN', 'TitleEIDR-URN', `${kind}EIDR-URN`, `${kind}ContentID`);
    const others = children(element, `${kind === 'Episode' ? '' : kind}AltIdentifier`).flatMap((each) => allTexts(each, 'Identifier'));
    const ids = [asset['@contentID'] as string | undefined, ...own, ...others, ...allTexts(avail, 'ALID')];
    const work = workOf(names, ids, allTexts(element, 'ReleaseDate')[0]);
    const deletes = children(avail, 'Disposition').some((each) => /delete/i.test(allTexts(each, 'EntryType')[0] ?? ''));
    return transactions.map((transaction): Avail => {
      const event = children(transaction, 'Term').find((term) => term['@termName'] === 'PreOrderFulfillDate');
      const delivered = event && allTexts(event, 'Event')[0];
      return {
        line: lines.lineOf(transaction),
        ...work,
        deletes,
        licence: allTexts(transaction, 'LicenseType')[0] ?? '',
        territories: regionsOf(transaction, 'Territory'),
        excluded: regionsOf(transaction, 'TerritoryExcluded'),
        start: allTexts(transaction, 'Start', 'StartCondition')[0] ?? '',
        ...(delivered && { delivered }),
        released: releasesOf(element),
      };
    });
  });
}

function releasesOf(metadata: Element): Avail['released'] {
  return children(metadata, 'ReleaseHistory').flatMap((history) => {
    const [type = ''] = allTexts(history, 'ReleaseType');
    const [date = ''] = allTexts(history, 'Date');
    const channel = CHANNELS[type.toLowerCase()];
    // A year or a month tells no day.
    if (channel === undefined || /^\d{4}(?:-\d\d)?$/.test(date)) return [];
    return [{ channel, territories: regionsOf(history, 'DistrTerritory'), date }];
  });
}

function regionsOf(element: Element, name: string): string[] {
  return children(element, name).flatMap((region) => allTexts(region, 'country', 'countryRegion'));
}

function children(element: Element, name: string): readonly Element[] {
  const found = Object.hasOwn(element, name) ? element[name] : undefined;
  return Array.isArray(found) ? found : [];
}

function allTexts(element: Element, ...names: readonly string[]): string[] {
  return names.flatMap((name) => children(element, name).map((child) => String(child[TEXTS] ?? '').trim())).filter((text) => text !== '');
}

/** Lines of elements, which are asked for in the order of the document. */
class LineCounter {
  readonly #xml: string;
  #at = 0;
  #line = 1;

  constructor(xml: string) {
    this.#xml = xml;
  }

  lineOf(element: Element): number {
    const { startIndex = 0 } = (element[PLACE] ?? {}) as unknown as { readonly startIndex?: number };
    if (startIndex < this.#at) [this.#at, this.#line] = [0, 1];
    for (; this.#at < startIndex; this.#at++) if (this.#xml.charCodeAt(this.#at) === 10) this.#line++;
    return this.#line;
  }
}
