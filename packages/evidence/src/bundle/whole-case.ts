import type { StoredImage } from '@streetdate/engine';
import { toText } from '../bytes/bytes.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { CaseTitle } from '../case/by-digest.ts';
import { type ListedServer, listedCase } from '../case/listed-case.ts';
import type { CaseReader, CaseReport } from '../case/report-of-case.ts';
import type { LedgerEntry, ScanEvent } from '../ledger/entry.ts';
import type { Delivery } from '../recipients/delivery.ts';
import type { SentVariant } from '../recipients/leak-model.ts';
import type { Ranking, RankingAtPrior } from '../recipients/rank-recipients.ts';
import { explainMisfit, z } from '../schema.ts';
import type { CaseFile } from './case-file.ts';

/** Where a bundle of a whole case has what was made of it, below `data/`. */
export const WHOLE_CASE = 'case/report.json';
/** Where it has the page for people. */
export const CASE_PAGE = 'case/case.html';

/** `data/case/report.json`: what is told of all servers together, and what it was made of beside their lists and the ledger. */
export interface WholeCase {
  /** Ids of the servers whose clocks are taken to be right. */
  readonly rightClocks: readonly string[];
  /** The lists of the servers, ordered by their ids. */
  readonly servers: readonly EnclosedList[];
  /** The contents that are films, ordered by digest, each with its scan. */
  readonly films: readonly { readonly digest: string; readonly scanId?: string }[];
  /** What was made of them. */
  readonly report: CaseReport;
  /** The ranking of deliveries. @defaultValue none was made */
  readonly recipients?: RankedDeliveries;
}

/** The list of a server in a bundle. */
export interface EnclosedList {
  /** The server. */
  readonly serverId: string;
  /** Position of the ledger's entry with the root over the list. */
  readonly entry: number;
  /** Path below `data/`: a line of canonical JSON for each file. */
  readonly file: string;
}

/** A ranking of deliveries, with what it was made of. */
export interface RankedDeliveries {
  /** The deliveries, as far as they can change the ranking. */
  readonly deliveries: readonly Delivery[];
  /** The variants that were sent, and those that were seen. */
  readonly variants: readonly SentVariant[];
  /** Chance beforehand that nobody on the list is the source. */
  readonly noneChance: number;
  /** The ranking. */
  readonly ranking: Ranking;
  /** The same at other chances beforehand. */
  readonly byNoneChance: readonly RankingAtPrior[];
}

const record = z.record(z.string(), z.unknown());
const text = z.string().min(1);
const instant = text.refine((value) => !Number.isNaN(Date.parse(value)), 'must be an instant');
const delivery = z.strictObject({
  ...{ title: text, variant: text, recipient: text, sentAt: instant, receivedAt: instant.optional(), quantity: z.int().min(1).optional() },
  ...{ consignment: text.optional(), warehouse: text.optional() },
});
const schema = z.strictObject({
  rightClocks: z.array(text),
  servers: z.array(z.strictObject({ serverId: text, entry: z.int().min(0), file: text })),
  films: z.array(z.strictObject({ digest: text, scanId: text.optional() })),
  report: z.looseObject({ generatedAt: instant, version: text, titles: z.array(z.looseObject({ servers: z.array(record) })) }),
  recipients: z
    .strictObject({
      deliveries: z.array(delivery),
      variants: z.array(z.strictObject({ title: text, variant: text, seenAt: instant.optional() })),
      noneChance: z.number().gt(0).lt(1),
      ranking: record,
      byNoneChance: z.array(record),
    })
    .optional(),
});

/** Reads what a bundle has of a whole case, or says why it has none. */
export function readWholeCase(files: ReadonlyMap<string, Uint8Array>): WholeCase | { readonly reason: string } {
  const value = fromCanonicalJson(toText(files.get(`data/${WHOLE_CASE}`)));
  const misfit = value === undefined ? 'it is missing, or no canonical JSON' : explainMisfit(schema, value);
  if (misfit !== undefined) return { reason: `data/${WHOLE_CASE} holds no whole case: ${misfit}` };
  return value as unknown as WholeCase;
}

/** The last scan of each id that the entries have. */
export function lastScans(entries: readonly LedgerEntry[]): ReadonlyMap<string, ScanEvent> {
  return new Map(entries.flatMap(({ event }) => (event.kind === 'scan' && 'media' in event ? [[event.scanId, event] as const] : [])));
}

/**
 * The case as the bundle has it: servers from the ledger's entries and the enclosed lists, what scans found from entries, titles and windows from
 * the verdicts. Whoever makes a bundle and whoever verifies it make the report of this.
 * @param listOf - The list at a path below `data/`.
 * @throws TypeError for a list that is none.
 */
export function readerOf(
  { servers, films }: Pick<WholeCase, 'servers' | 'films'>,
  { scans }: Pick<CaseFile, 'scans'>,
  entries: readonly LedgerEntry[],
  listOf: (file: string) => Uint8Array | undefined,
): CaseReader {
  const recorded = lastScans(entries);
  const byPosition = new Map(entries.map((entry) => [entry.position, entry]));
  const matches = scans.flatMap((scan) => scan.matches);
  const titles = new Map(matches.map(({ title, windows }): [string, CaseTitle] => [title.id, { id: title.id, name: title.name, windows }]));
  const listed = servers.flatMap(({ entry, file }): ListedServer[] => {
    const event = byPosition.get(entry)?.event;
    const list = listOf(file);
    if (event?.kind !== 'server' || list === undefined) return [];
    const {
      serverId: id,
      name,
      country,
      custodian,
      seenAt,
      source,
      path,
      addedAt,
      image,
      images,
      unread,
      unreadPlaces,
      fingerprints,
    } = event;
    const server = {
      ...{ id, name, country, source, path, addedAt },
      ...(image !== undefined && { image: withoutUndefined(image) }),
      ...(custodian !== undefined && { custodian }),
      ...(seenAt !== undefined && { seenAt }),
    };
    return [
      {
        server,
        list,
        unread,
        unreadPlaces,
        fingerprints,
        images: images?.map(({ path: place, ...each }) => ({ path: place, ...withoutUndefined(each) })),
      },
    ];
  });
  return listedCase({
    servers: listed,
    films,
    titles: [...titles.values()],
    references: matches.map(({ reference, title }) => ({ id: reference.id, titleId: title.id })),
    scan: async (id) => recorded.get(id),
  });
}

/** Where the list of a server lies below `data/`. */
export function listPath(serverId: string): string {
  return `case/servers/${serverId}.jsonl`;
}

/** The schema allows a property that is stated to be undefined, which JSON cannot state. */
function withoutUndefined({
  statedMd5,
  statedSha1,
  ...image
}: NonNullable<Extract<LedgerEntry['event'], { kind: 'server' }>['image']>): StoredImage {
  return { ...image, ...(statedMd5 !== undefined && { statedMd5 }), ...(statedSha1 !== undefined && { statedSha1 }) };
}
