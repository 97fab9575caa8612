import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import type { Library } from '@streetdate/engine';
import { toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import type { DraftFacts } from '../drafts/draft-facts.ts';
import type { Draft, DraftFile } from '../drafts/draft-notices.ts';
import type { LedgerEntry } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** Letters, and notices for programs, that were recorded, and copies of which no scan of the library is known. */
export interface RecordedLetters {
  /** The new entries. */
  readonly entries: readonly LedgerEntry[];
  /** Locations of copies that go without a scan: what is found out about them later takes no letter back. */
  readonly withoutScan: readonly string[];
}

/**
 * Adds to the ledger that letters or notices for programs were written, with the copies that each names. A copy's scan is the one that the facts name, or else the one
 * whose file was seen at the copy's location.
 * @param by - Who has it recorded.
 * @param template - The name of the kind of letter.
 */
export async function recordLetters(
  ledger: Ledger,
  library: Library,
  by: string,
  template: string,
  facts: DraftFacts,
  letters: readonly (Draft | DraftFile)[],
): Promise<RecordedLetters> {
  checkObject('ledger', ledger);
  checkObject('library', library);
  for (const [name, text] of Object.entries({ by, template })) checkString(name, text);
  checkObject('facts', facts);
  checkList('letters', letters, checkObject);
  const scanOf = await scansByLocation(library);
  const withoutScan = new Set<string>();
  const events = letters.map((each) => {
    const { host } = each;
    const [text, language] = each.kind === 'draft' ? [each.text, each.letter.language] : [each.content, undefined];
    const named = host === 'case' ? facts.copies : facts.copies.filter((copy) => copy.host === host);
    const copies = named.map(({ location, title, finding, scanId = scanOf.get(location) }) => {
      if (scanId === undefined) withoutScan.add(location);
      return { location, title, ...(finding !== undefined && { finding }), ...(scanId !== undefined && { scanId }) };
    });
    return { kind: 'letter' as const, template, host, ...(language && { language }), textSha256: toHex(sha256(toBytes(text))), copies };
  });
  return { entries: events.length === 0 ? [] : await ledger.append(by, events), withoutScan: [...withoutScan] };
}

/** The scan of the file that was seen at each address. Of several, the last counts. */
async function scansByLocation(library: Library): Promise<Map<string, string>> {
  const ids = (await library.scans()).map(({ id }) => id);
  const byLocation = new Map<string, string>();
  for (const [scanId, seen] of await library.catalogue.sightings(ids)) {
    for (const { link } of seen) if (link !== undefined) byLocation.set(link, scanId);
  }
  return byLocation;
}
