import { StreetdateError } from '@streetdate/core/portable';
import { joinAll, toBytes, toHex } from '../bytes/bytes.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import { checkpointOf } from '../ledger/checkpoint.ts';
import { decodeEntry, entryHash, type LedgerEntry, type LedgerEvent, type ScanEvent } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { MerkleTree } from '../proofs/merkle-tree.ts';
import type { CaseScan } from './case-file.ts';
import { LEDGER_LEAVES } from './check-checkpoints.ts';
import { entryFaults } from './compare-entries.ts';

/** The last entry of each of these scans, as far as the ledger has it in its present form. */
export async function scanEntries(ledger: Ledger, scanIds: ReadonlySet<string>): Promise<ReadonlyMap<string, ScanEvent>> {
  const found = new Map<string, ScanEvent>();
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if ('reason' in entry || entry.event.kind !== 'scan' || !('media' in entry.event)) continue;
    if (scanIds.has(entry.event.scanId)) found.set(entry.event.scanId, entry.event);
  }
  return found;
}

/**
 * Adds the ledger's entries about the scans and the servers with these files, with proofs for the ledger as it was at the last of them.
 * @param servers - The root over the list of each server as it is now.
 * @param further - For a whole case: ids of scans whose entries are enclosed as well.
 * @returns These entries, and how many are about the scans and titles and stay out.
 */
export async function encloseLedger(
  ledger: Ledger,
  scans: readonly CaseScan[],
  servers: ReadonlyMap<string, ListedRoot>,
  further: Iterable<string> | undefined,
  payload: Map<string, Uint8Array>,
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly withheld: number }> {
  const about = { ...aboutOf(scans, further), ...(await markedAbout(ledger, scans, further)) };
  const [tree, leaves, related] = [new MerkleTree(), [] as Uint8Array[], new Set<string>()];
  const chosen: LedgerEntry[] = [];
  let withheld = 0;
  let anchor: LedgerEntry | undefined;
  for await (const { text } of ledger.lines()) {
    const hash = entryHash(text);
    tree.append(hash);
    leaves.push(hash);
    const entry = decodeEntry(text);
    if ('reason' in entry) continue;
    if (entry.event.kind === 'anchor') anchor = entry;
    if (isAbout(entry, about, servers, chosen)) chosen.push(entry);
    else if (isRelated(entry.event, about, servers, related)) withheld++;
  }
  if (anchor !== undefined) chosen.push(anchor);
  chosen.sort((one, other) => one.position - other.position);
  for (const scan of scans) {
    const [fault] = entryFaults(scan, chosen);
    if (fault === undefined) continue;
    const { fileName, scanId } = scan;
    throw new StreetdateError('bad-evidence', `${fileName}: the ledger does not have its scan ${scanId} as it is now. ${fault}`);
  }
  const last = chosen.at(-1)!;
  const size = last.position + 1;
  payload.set('ledger/entries.jsonl', toBytes(chosen.map((entry) => `${toCanonicalJson(entry)}\n`).join('')));
  const proofs = chosen.map(({ position }) => ({ position, hashes: tree.inclusionProof(position, size).map(toHex) }));
  payload.set('ledger/proofs.json', toBytes(toCanonicalJson({ checkpoint: checkpointOf(tree, size), proofs })));
  payload.set(LEDGER_LEAVES, joinAll(leaves.slice(0, size)));
  return { entries: chosen, withheld };
}

/** The root over the list of a server. */
interface ListedRoot {
  readonly filesRoot: string;
}

/** What the verdicts of a bundle are by: ids of scans, references and allowed sources. */
interface About {
  readonly scans: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  readonly isWhole: boolean;
  /** SHA-256 of the scanned files, and the serials of the copies that readings of their marks name. */
  readonly files: ReadonlySet<string>;
  readonly serials: ReadonlySet<string>;
  /** Lists of issued canaries, each with the place of the last comparison that names a copy of it: what was issued before is compared again. */
  readonly canaries: ReadonlyMap<string, number>;
}

/** The files whose marks may have been read, and the copies that these readings name: readings stand before scans as well as after them. */
async function markedAbout(
  ledger: Ledger,
  scans: readonly CaseScan[],
  further: Iterable<string> | undefined,
): Promise<Pick<About, 'files' | 'serials' | 'canaries'>> {
  const files = new Set(scans.flatMap(({ media }) => media?.sha256 ?? []));
  const others = new Set(further ?? []);
  const read: { readonly file: string; readonly serials?: readonly string[]; readonly canaries?: readonly [string, number] }[] = [];
  for await (const { text } of ledger.lines()) {
    const isScan = others.size > 0 && text.includes('"kind":"scan"');
    if (!isScan && !text.includes('"kind":"mark-reading"') && !text.includes('"kind":"canary-reading"')) continue;
    const entry = decodeEntry(text);
    if ('reason' in entry) continue;
    const { event } = entry;
    if (event.kind === 'scan' && others.has(event.scanId) && 'media' in event && event.media.sha256 !== null) files.add(event.media.sha256);
    if (event.kind === 'mark-reading') read.push({ file: event.fileSha256, serials: event.consistent.map(({ serial }) => serial) });
    // A comparison that names nobody gives no reason to hand over to whom copies were issued.
    if (event.kind === 'canary-reading' && event.fileSha256 !== undefined && event.set !== undefined && event.consistent.length > 0)
      read.push({ file: event.fileSha256, canaries: [event.set, entry.position] });
  }
  const own = read.filter(({ file }) => files.has(file));
  const serials = own.flatMap((each) => each.serials ?? []);
  return { files, serials: new Set(serials), canaries: new Map(own.flatMap((each) => (each.canaries ? [each.canaries] : []))) };
}

function aboutOf(scans: readonly CaseScan[], further: Iterable<string> | undefined): Omit<About, 'files' | 'serials' | 'canaries'> {
  const matches = scans.flatMap((scan) => scan.matches);
  const promos = matches.flatMap(({ published = [] }) => published.map(({ promo }) => promo.id));
  return {
    scans: new Set([...scans.map(({ scanId }) => scanId), ...(further ?? [])]),
    isWhole: further !== undefined,
    references: new Set([...matches.map(({ reference }) => reference.id), ...promos]),
    sources: new Set(matches.flatMap(({ allowedBy = [] }) => allowedBy.map(({ id }) => id))),
    titles: new Set(matches.map(({ title }) => title.name)),
  };
}

function isAbout(
  { event, position }: LedgerEntry,
  about: About,
  servers: ReadonlyMap<string, ListedRoot>,
  chosen: readonly LedgerEntry[],
): boolean {
  if (event.kind === 'correction') return chosen.some(({ position }) => position === event.corrects);
  if (event.kind === 'server') return servers.get(event.serverId)?.filesRoot === event.filesRoot;
  if (event.kind === 'mark-reading') return about.files.has(event.fileSha256);
  // An entry names all recipients of its run: only those of copies that a reading names are enclosed.
  if (event.kind === 'mark-issue') return event.copies.some(({ serial }) => about.serials.has(serial));
  if (event.kind === 'canary-reading') return event.fileSha256 !== undefined && about.files.has(event.fileSha256);
  if (event.kind === 'canary-issue') return event.set !== undefined && position < (about.canaries.get(event.set) ?? 0);
  // A log names other copies too: it belongs to whole cases alone.
  if (event.kind === 'log') return about.isWhole && servers.has(event.serverId);
  if (event.kind === 'allowed-source') return about.sources.has(event.sourceId);
  if (event.kind === 'enrolment') return about.references.has(event.referenceId);
  if (event.kind === 'promo') return about.references.has(event.referenceId);
  if (event.kind === 'exclusion' || event.kind === 'conflict') {
    return [event.was, event.now].some((state) => state !== null && namesOne(state, about.references));
  }
  return 'scanId' in event && about.scans.has(event.scanId);
}

/** Whether a reference of an exclusion or conflict is one of these. */
function namesOne(
  state: { readonly referenceId: string; readonly otherReferenceId?: string | undefined },
  ids: ReadonlySet<string>,
): boolean {
  return ids.has(state.referenceId) || (state.otherReferenceId !== undefined && ids.has(state.otherReferenceId));
}

/** Whether an event that stays out is about the scans or titles of the bundle: a letter, an earlier list of a server, another scan that shows the title. */
function isRelated(event: LedgerEvent, about: About, servers: ReadonlyMap<string, ListedRoot>, related: Set<string>): boolean {
  if (event.kind === 'letter') {
    return event.copies.some(({ scanId, title }) => about.titles.has(title) || (scanId !== undefined && about.scans.has(scanId)));
  }
  if (event.kind === 'server') return servers.has(event.serverId);
  if (event.kind === 'scan' && event.matches.some(({ referenceId }) => about.references.has(referenceId))) related.add(event.scanId);
  return 'scanId' in event && related.has(event.scanId);
}
