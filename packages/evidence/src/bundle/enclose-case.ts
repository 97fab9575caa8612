import { StreetdateError } from '@streetdate/core/portable';
import { type Library, VERSION } from '@streetdate/engine';
import { joinAll, toBytes, toHex } from '../bytes/bytes.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import type { CaseReport } from '../case/report-of-case.ts';
import { filmPages, reportOfCase } from '../case/report-of-case.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { lineOfFile, serverList } from '../ledger/server-list.ts';
import { GrowingRoot } from '../proofs/growing-root.ts';
import { hashLeaf } from '../proofs/hashes.ts';
import { leakModel } from '../recipients/leak-model.ts';
import { rankAtPriors, rankRecipients } from '../recipients/rank-recipients.ts';
import type { CaseFile } from './case-file.ts';
import { CASE_PAGE, listPath, type RankedDeliveries, readerOf, WHOLE_CASE, type WholeCase } from './whole-case.ts';

/** What a bundle of a whole case encloses beside all scans with a match. */
export interface WholeCaseOptions {
  /** Ids of the servers whose clocks are right. @defaultValue none */
  readonly rightClocks?: readonly string[] | undefined;
  /** Deliveries that are ranked, and the variants that were sent and seen. @defaultValue none */
  readonly recipients?:
    | (Pick<RankedDeliveries, 'variants'> & {
        readonly deliveries: Iterable<RankedDeliveries['deliveries'][number]>;
        readonly noneChance?: number | undefined;
      })
    | undefined;
  /** Writes the page of a case for people. @defaultValue no page is enclosed */
  readonly pageOf?: ((report: CaseReport) => string) | undefined;
}

/** The ids of all scans with a match. */
export async function matchedScans({ catalogue }: Library): Promise<string[]> {
  return (await catalogue.scans()).flatMap(({ id, matches }) => (matches.length > 0 ? [id] : []));
}

/** The films on all servers, each with its scan. */
export async function caseFilms({ catalogue }: Library): Promise<WholeCase['films']> {
  const films = new Map<string, WholeCase['films'][number]>();
  for await (const page of filmPages(catalogue, undefined)) {
    for (const { digest, scanId } of page) films.set(digest, { digest, ...(scanId !== undefined && { scanId }) });
  }
  return [...films.values()];
}

/** Adds the lists of all servers to the payload. @returns The root over each, by the server's id. */
export async function encloseLists(
  library: Library,
  payload: Map<string, Uint8Array>,
): Promise<ReadonlyMap<string, { readonly filesRoot: string }>> {
  const roots = new Map<string, { readonly filesRoot: string }>();
  for (const { id } of await library.catalogue.servers()) {
    const [root, blocks, lines] = [new GrowingRoot(), [] as Uint8Array[], [] as string[]];
    const flush = () => blocks.push(toBytes(lines.splice(0).join('')));
    for await (const file of serverList(library, id)) {
      const line = toCanonicalJson(lineOfFile(file));
      root.append(hashLeaf(toBytes(line)));
      lines.push(`${line}\n`);
      if (lines.length === 10_000) flush();
    }
    flush();
    payload.set(listPath(id), joinAll(blocks));
    roots.set(id, { filesRoot: toHex(root.root()) });
  }
  return roots;
}

/**
 * Adds what was made of the whole case to the payload, and the page for people.
 * @throws StreetdateError `bad-evidence` when the ledger does not have a server or the scan of a film as it is now. RangeError if a right clock is no server of the case.
 */
export async function encloseWholeCase(
  content: CaseFile,
  entries: readonly LedgerEntry[],
  roots: ReadonlyMap<string, { readonly filesRoot: string }>,
  films: WholeCase['films'],
  payload: Map<string, Uint8Array>,
  { rightClocks = [], recipients, pageOf }: WholeCaseOptions,
): Promise<void> {
  const servers = [...roots].map(([serverId, { filesRoot }]) => {
    const entry = entries.findLast(({ event }) => event.kind === 'server' && event.serverId === serverId && event.filesRoot === filesRoot);
    if (entry === undefined) throw new StreetdateError('bad-evidence', `the ledger does not have the server ${serverId} as it is now`);
    return { serverId, entry: entry.position, file: listPath(serverId) };
  });
  const recorded = new Set(entries.flatMap(({ event }) => (event.kind === 'scan' ? [event.scanId] : [])));
  const unrecorded = films.find(({ scanId }) => scanId !== undefined && !recorded.has(scanId));
  if (unrecorded !== undefined)
    throw new StreetdateError('bad-evidence', `the ledger does not have the scan ${unrecorded.scanId} of a film on a server`);
  const reader = readerOf({ servers, films }, content, entries, (file) => payload.get(file));
  // No clock: the same library gives the same bytes.
  const report = await reportOfCase(reader, { generatedAt: entries.at(-1)!.at, version: VERSION, rightClocks });
  const whole: WholeCase = { rightClocks, servers, films, report, ...(recipients && { recipients: rankedDeliveries(recipients) }) };
  payload.set(WHOLE_CASE, toBytes(toCanonicalJson(JSON.parse(JSON.stringify(whole)))));
  if (pageOf !== undefined) payload.set(CASE_PAGE, toBytes(pageOf(report)));
}

function rankedDeliveries({ deliveries, variants, noneChance = 0.5 }: NonNullable<WholeCaseOptions['recipients']>): RankedDeliveries {
  const kept = [...deliveries];
  const model = leakModel(kept, variants, { noneChance });
  return { deliveries: kept, variants, noneChance, ranking: rankRecipients(model), byNoneChance: rankAtPriors(model) };
}
