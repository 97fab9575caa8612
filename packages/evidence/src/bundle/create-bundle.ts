import { basename } from 'node:path';
import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import { decodeFingerprint, type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { VERSION as ENGINE_VERSION, type Library, type StoredScan, type StoredSighting } from '@streetdate/engine';
import { factsOf, readRecords } from '@streetdate/engine/internal';
import { judge, type Match, type Reference, type Sighting } from '@streetdate/matcher';
import { FEATURE_VIEW } from '@streetdate/matcher/internal';
import { tagManifestOf, writeBag } from '../bag/write-bag.ts';
import { writeZip } from '../bag/write-zip.ts';
import { toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import { digestOf } from '../digest.ts';
import { checkpointOf } from '../ledger/checkpoint.ts';
import { decodeEntry, entryHash, type LedgerEntry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { MerkleTree } from '../proofs/merkle-tree.ts';
import { signEnvelope } from '../sign/dsse.ts';
import type { Signer } from '../sign/signer.ts';
import { type TimeStamper, timeStampRequest } from '../sign/time-stamp.ts';
import { BUNDLE_FORMAT, type CaseFile, type CaseMatch, type CaseScan } from './case-file.ts';
import { custodyOf } from './custody.ts';
import { type EnclosedServer, findServers, proveFiles } from './enclose-servers.ts';
import { encloseInterval, MARGIN, matchIntervals } from './interval-match.ts';
import { SERVER_PROOFS } from './server-proofs.ts';
import { STATEMENT_TYPE, statementOf } from './statement.ts';
import { readVerifyPage } from './verify-page.ts';

/** A pair of frames for a bundle. */
export interface BundlePictures {
  /** Seconds into the query. */
  readonly queryTime: number;
  /** Seconds into the reference. */
  readonly referenceTime: number;
  /** JPEG of the query's frame. @defaultValue it could not be decoded */
  readonly query?: Uint8Array;
  /** JPEG of the reference's frame. @defaultValue it could not be decoded */
  readonly reference?: Uint8Array;
}

/** Options for {@link createBundle}. */
export interface BundleOptions {
  /** Keys that sign it, one or more. */
  readonly signers: readonly Signer[];
  /** Its name, and the name of its folder: letters, digits, dots, hyphens and underscores. @defaultValue `streetdate-bundle` */
  readonly name?: string | undefined;
  /** Asks an authority for a time stamp over the signature. @defaultValue no stamp */
  readonly timeStamper?: TimeStamper | undefined;
  /** Frames of a match for people to look at. @defaultValue none */
  readonly picturesOf?: ((scan: StoredScan, match: Match) => Promise<readonly BundlePictures[]>) | undefined;
}

/** A bundle. */
export interface Bundle {
  /** The ZIP file. */
  readonly bytes: Uint8Array;
  /** Its files by path, without the folder around them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 of manifest-sha256.txt, for the ledger. */
  readonly manifestSha256: string;
}

/**
 * Makes a bundle of scans: one ZIP file in BagIt form (RFC 8493) with verdicts, matches, fingerprints of the matched intervals, pictures, and
 * the ledger's entries with their proofs, signed as an in-toto statement in a DSSE envelope. It uses no clock: the same library, ledger and
 * Ed25519 key give the same bytes, the time stamp aside.
 * @param names - Ids of scans, or paths of scanned files.
 * @throws StreetdateError `bad-evidence` when the ledger lacks a scan, its verdict of today, or a server with the scanned file as it is now; `bad-library` when a fingerprint is damaged;
 * RangeError for wrong options. For an unknown name, as {@link Library.judgeAgain} yields it.
 */
export async function createBundle(library: Library, ledger: Ledger, names: readonly string[], options: BundleOptions): Promise<Bundle> {
  checkObject('library', library);
  checkObject('ledger', ledger);
  checkList('names', names, checkString);
  checkObject('options', options);
  const { signers, name = 'streetdate-bundle', timeStamper, picturesOf = async () => [] } = options;
  if (signers.length === 0) throw new RangeError('signers must have a key among them, got none');
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) {
    throw new RangeError(`name must be letters, digits, dots, hyphens and underscores, got ${JSON.stringify(name)}`);
  }
  if (names.length === 0) throw new RangeError('names must have a scan among them, got none');
  const payload = new Map<string, Uint8Array>();
  const scans = new Map<string, StoredScan>();
  for await (const outcome of library.judgeAgain(names)) {
    if ('error' in outcome) throw outcome.error;
    scans.set(outcome.scanId, (await library.catalogue.scan(outcome.scanId))!);
  }
  const ordered = [...scans.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const described: CaseScan[] = [];
  for (const scan of ordered) described.push(await describeScan(library, scan, payload, picturesOf));
  const content: CaseFile = { format: BUNDLE_FORMAT, versions: { '@streetdate/engine': ENGINE_VERSION }, scans: described };
  payload.set('case.json', toBytes(toCanonicalJson(content)));
  payload.set('verify.html', await readVerifyPage());
  const servers = await findServers(library, new Set(scans.keys()));
  const entries = await encloseLedger(ledger, described, servers, payload);
  if (servers.size > 0) payload.set(SERVER_PROOFS, toBytes(toCanonicalJson({ files: proveFiles(servers, entries) })));
  payload.set('custody.jsonld', custodyOf({ name, content, entries, sizeOf: (path) => payload.get(path)?.length }));

  const files = writeBag({
    payload,
    info: [
      ['Bagging-Date', entries.at(-1)!.at.slice(0, 10)],
      ['External-Identifier', name],
    ],
  });
  const envelope = await signEnvelope(STATEMENT_TYPE, statementOf(name, files), signers);
  files.set('signatures/statement.dsse.json', envelope);
  const certificates = signers.flatMap((signer) => signer.certificates ?? []);
  if (certificates.length > 0) files.set('signatures/certificates.pem', toBytes(certificates.map((pem) => `${pem.trim()}\n`).join('')));
  if (timeStamper) files.set('signatures/statement.tsr', await timeStamper(timeStampRequest(sha256(envelope))));
  files.set('tagmanifest-sha256.txt', tagManifestOf(files));
  const bytes = writeZip(new Map([...files].map(([path, file]) => [`${name}/${path}`, file])));
  return { bytes, files, manifestSha256: toHex(sha256(files.get('manifest-sha256.txt')!)) };
}

async function describeScan(
  library: Library,
  scan: StoredScan,
  payload: Map<string, Uint8Array>,
  picturesOf: NonNullable<BundleOptions['picturesOf']>,
): Promise<CaseScan> {
  const load = async (digest: string): Promise<Fingerprint> => decodeFingerprint(await library.blobs.get('fingerprint', digest));
  const query = await load(scan.fingerprintSha256);
  const records = await readRecords(library.catalogue);
  const sightings = (await library.catalogue.sightings([scan.id])).get(scan.id) ?? [];
  const matches: CaseMatch[] = [];
  for (const match of scan.matches) {
    const facts = factsOf(scan, match, records, sightings);
    if (facts === undefined) continue;
    const { sourceEvidence, reference: stored, heldBack, allowedBy, disputes } = facts;
    const { windows, ...title } = facts.title;
    const reference = publicReference(stored);
    const { id } = reference;
    const published = facts.published.map((each) => ({ ...each, promo: publicReference(each.promo) }));
    const { segments } = match;
    const shown = encloseInterval(
      query,
      segments.map(({ queryStart }) => queryStart),
      segments.map(({ queryEnd }) => queryEnd),
    );
    const starts = segments.map(({ referenceStart }) => referenceStart);
    const original = encloseInterval(
      await load(stored.fingerprintSha256),
      starts,
      segments.map(({ referenceEnd }) => referenceEnd),
      marginOf(match),
    );
    matches.push({
      title,
      reference,
      referenceFingerprintSha256: stored.fingerprintSha256,
      windows,
      sourceEvidence,
      ...(published.length > 0 && { published }),
      ...(heldBack.length > 0 && { heldBack }),
      ...(allowedBy && { allowedBy }),
      ...(disputes && { disputes }),
      verdict: judge(match, windows, scan.sighting, {
        title,
        reference,
        sourceEvidence,
        published,
        heldBack,
        ...(allowedBy && { allowedBy }),
        ...(disputes && { disputes }),
      }),
      query: enclose(shown, 'fingerprints', 'sdfp'),
      referenceInterval: enclose(original, 'fingerprints', 'sdfp'),
      recomputed: matchIntervals(shown.bytes, original.bytes, id),
      pictures: (await picturesOf(scan, match)).map(({ queryTime, referenceTime, query: left, reference: right }) => ({
        queryTime,
        referenceTime,
        ...(left && { query: keep(left, 'pictures', 'jpg') }),
        ...(right && { reference: keep(right, 'pictures', 'jpg') }),
      })),
    });
  }
  const { id: scanId, fingerprintSha256, programVersion, scannedAt, sighting, matches: found, path } = scan;
  const { location: _, ...when } = sighting;
  const seen = { ...when, ...placeOf(when, sightings) };
  return { scanId, fileName: readable(basename(path)), fingerprintSha256, programVersion, scannedAt, sighting: seen, found, matches };

  /** Keeps a file under its digest. @returns Its path below `data/`. */
  function keep(bytes: Uint8Array, folder: string, extension: string): string {
    const file = `${folder}/${toHex(sha256(bytes))}.${extension}`;
    payload.set(file, bytes);
    return file;
  }

  function enclose({ start, end, bytes }: ReturnType<typeof encloseInterval>, folder: string, extension: string) {
    return { start, end, file: keep(bytes, folder, extension) };
  }
}

/** The same of a reference that was found by its keypoints. They are weighed against other shots, which are further away. */
const MARGIN_OF_KEYPOINTS = 90;

/** Seconds to enclose around the segments of a reference. */
function marginOf({ segments }: Pick<Match, 'segments'>): number {
  return segments.some(({ queryView }) => queryView === FEATURE_VIEW) ? MARGIN_OF_KEYPOINTS : MARGIN;
}

/** What of a reference may leave the house: not where its media lies. */
function publicReference({ id, titleId, kind, edition, promo, duration }: Reference): Reference {
  return {
    ...{ id, titleId, kind },
    ...(edition !== undefined && { edition }),
    ...(promo && { promo }),
    ...(duration !== undefined && { duration }),
  };
}

/** Where the file was seen at the time that the verdict is by, if a report says so. The path on this machine is nobody's business. */
function placeOf(sighting: Sighting, reports: readonly StoredSighting[]): { readonly location?: string } {
  const same = reports.find(
    ({ seenAt, seenAtBasis, territory }) =>
      seenAt === sighting.seenAt && seenAtBasis === sighting.seenAtBasis && territory === sighting.territory,
  );
  const location = same?.link ?? same?.host;
  return location === undefined ? {} : { location: readable(location) };
}

/** Adds the ledger's entries about the scans and the servers with these files, with proofs for the ledger as it was at the last of them. @returns These entries. */
async function encloseLedger(
  ledger: Ledger,
  scans: readonly CaseScan[],
  servers: ReadonlyMap<string, EnclosedServer>,
  payload: Map<string, Uint8Array>,
): Promise<LedgerEntry[]> {
  const about = aboutOf(scans);
  const tree = new MerkleTree();
  const chosen: LedgerEntry[] = [];
  for await (const { text } of ledger.lines()) {
    tree.append(entryHash(text));
    const entry = decodeEntry(text);
    if (!('reason' in entry) && isAbout(entry, about, servers, chosen)) chosen.push(entry);
  }
  for (const { scanId, fileName, found, matches } of scans) {
    const ofScan = chosen.filter(({ event }) => 'scanId' in event && event.scanId === scanId);
    const isRecorded = ofScan.some(({ event }) => event.kind === 'scan' && event.matchesSha256 === digestOf(found));
    const verdicts = new Set(matches.map(({ verdict }) => digestOf(verdict)));
    const isJudged = ofScan.some(({ event }) => event.kind === 'verdict' && (verdicts.size === 0 || verdicts.has(event.verdictSha256)));
    if (isRecorded && isJudged) continue;
    throw new StreetdateError('bad-evidence', `${fileName}: the ledger does not have its scan ${scanId} as it is now`);
  }
  const last = chosen.at(-1)!;
  const size = last.position + 1;
  payload.set('ledger/entries.jsonl', toBytes(chosen.map((entry) => `${toCanonicalJson(entry)}\n`).join('')));
  const proofs = chosen.map(({ position }) => ({ position, hashes: tree.inclusionProof(position, size).map(toHex) }));
  payload.set('ledger/proofs.json', toBytes(toCanonicalJson({ checkpoint: checkpointOf(tree, size), proofs })));
  return chosen;
}

/** What the verdicts of a bundle are by: ids of scans, references and allowed sources. */
interface About {
  readonly scans: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

function aboutOf(scans: readonly CaseScan[]): About {
  const matches = scans.flatMap((scan) => scan.matches);
  const promos = matches.flatMap(({ published = [] }) => published.map(({ promo }) => promo.id));
  return {
    scans: new Set(scans.map(({ scanId }) => scanId)),
    references: new Set([...matches.map(({ reference }) => reference.id), ...promos]),
    sources: new Set(matches.flatMap(({ allowedBy = [] }) => allowedBy.map(({ id }) => id))),
  };
}

function isAbout(
  { event }: LedgerEntry,
  about: About,
  servers: ReadonlyMap<string, EnclosedServer>,
  chosen: readonly LedgerEntry[],
): boolean {
  if (event.kind === 'correction') return chosen.some(({ position }) => position === event.corrects);
  if (event.kind === 'server') return servers.get(event.serverId)?.filesRoot === event.filesRoot;
  if (event.kind === 'allowed-source') return about.sources.has(event.sourceId);
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

/** Text that JSON can hold: half of a surrogate pair, as some file systems allow, becomes a replacement character. */
function readable(text: string): string {
  return Buffer.from(text).toString();
}
