import { type Bundle, entryHash, hashLeaf, MerkleTree, signerOf, toCanonicalJson } from '@streetdate/evidence';
import { judge, VERDICT_KINDS } from '@streetdate/matcher';
import { tagManifestOf, writeBag } from '../../../packages/evidence/src/bag/write-bag.ts';
import { writeZip } from '../../../packages/evidence/src/bag/write-zip.ts';
import { custodyOf } from '../../../packages/evidence/src/bundle/custody.ts';
import { STATEMENT_TYPE, statementOf } from '../../../packages/evidence/src/bundle/statement.ts';
import { digestOf } from '../../../packages/evidence/src/digest.ts';
import { checkpointOf } from '../../../packages/evidence/src/ledger/checkpoint.ts';
import { recordedMatches } from '../../../packages/evidence/src/ledger/recorded-matches.ts';
import { signEnvelope } from '../../../packages/evidence/src/sign/dsse.ts';

/** JSON as a forger sees it. */
// biome-ignore lint/suspicious/noExplicitAny: a forger writes anywhere.
export type Forged = any;

/** What somebody with the signing key has on the desk before the signature. */
export interface Desk {
  /** `case.json`. */
  readonly content: Forged;
  /** The enclosed entries of the ledger. Where they change, the ledger is written anew from them. */
  entries: Forged[];
  /** The other files below `data/`. */
  readonly payload: Map<string, Uint8Array>;
  /** What the bag says of itself, and the form that the signed statement names. */
  readonly bag: { info: [label: string, value: string][]; format: Forged };
}

/** The bundle after an insider's work: the ledger is chained and proven anew if it was touched, custody and digests fit, and the key signs. */
export async function byInsider({ files }: Bundle, key: string, work: (desk: Desk) => unknown): Promise<Uint8Array> {
  const payload = new Map([...files].flatMap(([path, bytes]) => (/^data\//.test(path) ? [[path.slice(5), bytes] as const] : [])));
  const content = jsonOf(payload.get('case.json')!);
  const given = content.format;
  const before = linesOf(payload.get('ledger/entries.jsonl')!);
  const info: [string, string][] = [
    ['Bagging-Date', '2026-02-01'],
    ['External-Identifier', 'case-1'],
  ];
  const desk: Desk = { content, entries: before.map((line) => JSON.parse(line)), payload, bag: { info, format: content.format } };
  const custody = payload.get('custody.jsonld');
  await work(desk);
  if (!sameEntries(desk.entries, before)) rewriteLedger(desk);
  payload.set('case.json', Buffer.from(toCanonicalJson(content)));
  if (payload.get('custody.jsonld') === custody && custody !== undefined) {
    const { entries } = desk;
    try {
      payload.set('custody.jsonld', custodyOf({ name: 'case-1', content, entries, sizeOf: (path) => payload.get(path)?.length }));
    } catch {
      // A change that no chain of custody can be made of leaves the old one.
    }
  }
  const forged = writeBag({ payload, info: desk.bag.info });
  // A form that is not changed on its own is that of the case.
  const format = desk.bag.format === given ? content.format : desk.bag.format;
  forged.set('signatures/statement.dsse.json', await signEnvelope(STATEMENT_TYPE, statementOf('case-1', forged, format), [signerOf(key)]));
  forged.set('tagmanifest-sha256.txt', tagManifestOf(forged));
  return writeZip(new Map([...forged].map(([path, bytes]) => [`case-1/${path}`, bytes])));
}

/** The verdict that the enclosed facts give: what an insider who changed them writes down. */
export function judged(scan: Forged, match: Forged): Forged {
  const found = scan.found.find(({ referenceId }: Forged) => referenceId === match.reference.id);
  return JSON.parse(JSON.stringify(judge(found, match.windows, scan.sighting, match)));
}

/** Has the ledger's entries say what the case says: the ledger is written anew. */
export function recordAnew({ content, entries }: Desk): void {
  for (const scan of content.scans) {
    const [recorded, verdict] = ['scan', 'verdict'].map((kind) =>
      entries.find(({ event }) => event.kind === kind && event.scanId === scan.scanId),
    );
    const digests = new Map<string, string>(scan.matches.map((match: Forged) => [match.reference.id, match.referenceFingerprintSha256]));
    const { media, fingerprint, fingerprintSha256, scannedAt, programVersion, found } = scan;
    const matches = recordedMatches(found, digests);
    recorded.event = {
      ...recorded.event,
      media,
      fingerprint,
      fingerprintSha256,
      scannedAt,
      programVersion,
      matches,
      matchesSha256: digestOf(found),
    };
    const judged = scan.matches.map(
      ({ query: _, referenceInterval: __, recomputed: ___, pictures: ____, referenceFingerprintSha256: _____, ...rest }: Forged) => rest,
    );
    const gravest = VERDICT_KINDS.flatMap((kind) => judged.filter((each: Forged) => each.verdict.kind === kind))[0]?.verdict;
    const own = gravest && { verdict: gravest.kind, summary: gravest.summary, verdictSha256: digestOf(gravest) };
    verdict.event = { ...verdict.event, ...own, judged, sighting: scan.sighting };
    for (const { title, reference, referenceFingerprintSha256 } of scan.matches) {
      const enrolment = entries.find(({ event }) => event.kind === 'enrolment' && event.referenceId === reference.id);
      if (enrolment)
        enrolment.event = {
          ...enrolment.event,
          title: title.name,
          titleId: reference.titleId,
          fingerprintSha256: referenceFingerprintSha256,
        };
    }
  }
}

/** Writes the ledger anew, of these entries alone: places, chain, proofs and checkpoint. */
export function rewriteLedger(desk: Desk): void {
  const tree = new MerkleTree();
  const places = new Map<number, number>();
  let previous: string | null = null;
  const lines = desk.entries.map((entry, position) => {
    places.set(entry.position, position);
    const line = toCanonicalJson({ ...entry, position, previous });
    const hash = entryHash(line);
    previous = Buffer.from(hash).toString('hex');
    tree.append(hash);
    return line;
  });
  desk.entries = lines.map((line) => JSON.parse(line));
  desk.payload.set('ledger/entries.jsonl', Buffer.from(lines.map((line) => `${line}\n`).join('')));
  const proofs = lines.map((_, position) => ({
    position,
    hashes: tree.inclusionProof(position).map((hash) => Buffer.from(hash).toString('hex')),
  }));
  desk.payload.set('ledger/proofs.json', Buffer.from(toCanonicalJson({ checkpoint: checkpointOf(tree), proofs } as Forged)));
  desk.payload.set('ledger/leaves.bin', Buffer.concat(lines.map((line) => entryHash(line))));
  const move = (path: string, member: string) => {
    const bytes = desk.payload.get(path);
    // Another file may have been put in its place.
    if (bytes === undefined || bytes[0] !== '{'.charCodeAt(0)) return;
    const stated = jsonOf(bytes);
    for (const each of stated[member] ?? []) each.entry = places.get(each.entry) ?? each.entry;
    desk.payload.set(path, Buffer.from(toCanonicalJson(stated)));
  };
  move('ledger/servers.json', 'files');
  move('case/report.json', 'servers');
}

/** JSON of a file. */
export function jsonOf(bytes: Uint8Array): Forged {
  return JSON.parse(Buffer.from(bytes).toString());
}

function linesOf(bytes: Uint8Array): string[] {
  return Buffer.from(bytes).toString().split('\n').slice(0, -1);
}

function sameEntries(entries: readonly Forged[], lines: readonly string[]): boolean {
  return entries.length === lines.length && entries.every((entry, at) => toCanonicalJson(entry) === lines[at]);
}

/** The tree over one line, as a list of a server with one file has it. */
export function listOfOne(line: Forged): string {
  return Buffer.from(hashLeaf(Buffer.from(toCanonicalJson(line)))).toString('hex');
}
