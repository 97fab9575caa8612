import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { VERSION as ENGINE_VERSION, type Library, type StoredScan } from '@streetdate/engine';
import { readRecords } from '@streetdate/engine/internal';
import { tagManifestOf, writeBag } from '../bag/write-bag.ts';
import { writeZip } from '../bag/write-zip.ts';
import { toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { signEnvelope } from '../sign/dsse.ts';
import type { Signer } from '../sign/signer.ts';
import { stampFault, type TimeStamper, timeStampRequest } from '../sign/time-stamp.ts';
import { BUNDLE_FORMAT, CASE_BUNDLE_FORMAT, type CaseFile, type CaseScan } from './case-file.ts';
import { custodyOf } from './custody.ts';
import { describeScan, type PicturesOf } from './describe-scan.ts';
import { caseFilms, encloseLists, encloseWholeCase, matchedScans, type WholeCaseOptions } from './enclose-case.ts';
import { encloseLedger, scanEntries } from './enclose-ledger.ts';
import { findServers, proveFiles } from './enclose-servers.ts';
import { SERVER_PROOFS } from './server-proofs.ts';
import { STATEMENT_TYPE, statementOf } from './statement.ts';
import { readVerifyPage } from './verify-page.ts';

/** Options for {@link createBundle}. */
export interface BundleOptions {
  /** Keys that sign it, one or more. */
  readonly signers: readonly Signer[];
  /** Its name, and the name of its folder: letters, digits, dots, hyphens and underscores. @defaultValue `streetdate-bundle` */
  readonly name?: string | undefined;
  /** Asks an authority for a time stamp over the signature. @defaultValue no stamp */
  readonly timeStamper?: TimeStamper | undefined;
  /** Frames of a match for people to look at. @defaultValue none */
  readonly picturesOf?: PicturesOf | undefined;
  /** Encloses the whole case: all scans with a match, the lists of all servers, and what these tell together. @defaultValue only the named scans */
  readonly wholeCase?: WholeCaseOptions | undefined;
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
 * @param names - Ids of scans, or paths of scanned files. For a whole case none has to be named.
 * @throws StreetdateError `bad-evidence` when the ledger lacks a scan, its verdict of today, or a server with the scanned file as it is now; `bad-library` when a fingerprint is damaged;
 * or for more bytes than a verifier reads. RangeError for wrong options. For an unknown name, as {@link Library.judgeAgain} yields it.
 */
export async function createBundle(library: Library, ledger: Ledger, names: readonly string[], options: BundleOptions): Promise<Bundle> {
  checkObject('library', library);
  checkObject('ledger', ledger);
  checkList('names', names, checkString);
  checkObject('options', options);
  const { signers, name = 'streetdate-bundle', timeStamper, picturesOf = async () => [], wholeCase } = options;
  if (wholeCase !== undefined) checkObject('wholeCase', wholeCase);
  if (signers.length === 0) throw new RangeError('signers must have a key among them, got none');
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) {
    throw new RangeError(`name must be letters, digits, dots, hyphens and underscores, got ${JSON.stringify(name)}`);
  }
  const all = wholeCase === undefined ? names : [...new Set([...names, ...(await matchedScans(library))])];
  if (all.length === 0 && wholeCase === undefined) throw new RangeError('names must have a scan among them, got none');
  if (all.length === 0) throw new StreetdateError('bad-evidence', 'the case has no scan with a match: there is nothing to prove');
  const payload = new Map<string, Uint8Array>();
  const scans = new Map<string, StoredScan>();
  for await (const outcome of library.judgeAgain(all)) {
    if ('error' in outcome) throw outcome.error;
    scans.set(outcome.scanId, (await library.catalogue.scan(outcome.scanId))!);
  }
  const ordered = [...scans.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const records = await readRecords(library.catalogue);
  const described: CaseScan[] = [];
  const recorded = await scanEntries(ledger, new Set(scans.keys()));
  for (const scan of ordered) {
    described.push(await describeScan(library, scan, recorded.get(scan.id), records, payload, picturesOf));
    checkSize(payload);
  }
  payload.set('verify.html', await readVerifyPage());
  const servers = wholeCase === undefined ? await findServers(library, new Set(scans.keys())) : undefined;
  const lists = servers ?? (await encloseLists(library, payload));
  const films = wholeCase === undefined ? [] : await caseFilms(library);
  const further = wholeCase && films.flatMap(({ scanId }) => scanId ?? []);
  const { entries, withheld } = await encloseLedger(ledger, described, lists, further, payload);
  const format = wholeCase === undefined ? BUNDLE_FORMAT : CASE_BUNDLE_FORMAT;
  const content: CaseFile = { format, versions: { '@streetdate/engine': ENGINE_VERSION }, scans: described, withheld };
  payload.set('case.json', toBytes(toCanonicalJson(content)));
  if (wholeCase !== undefined) await encloseWholeCase(content, entries, lists, films, payload, wholeCase);
  if (servers !== undefined && servers.size > 0)
    payload.set(SERVER_PROOFS, toBytes(toCanonicalJson({ files: proveFiles(servers, entries) })));
  payload.set('custody.jsonld', custodyOf({ name, content, entries, sizeOf: (path) => payload.get(path)?.length }));
  checkSize(payload);

  const files = writeBag({
    payload,
    info: [
      ['Bagging-Date', entries.at(-1)!.at.slice(0, 10)],
      ['External-Identifier', name],
    ],
  });
  const envelope = await signEnvelope(STATEMENT_TYPE, statementOf(name, files, format), signers);
  files.set('signatures/statement.dsse.json', envelope);
  const certificates = signers.flatMap((signer) => signer.certificates ?? []);
  if (certificates.length > 0) files.set('signatures/certificates.pem', toBytes(certificates.map((pem) => `${pem.trim()}\n`).join('')));
  if (timeStamper) files.set('signatures/statement.tsr', await stampOver(envelope, timeStamper));
  files.set('tagmanifest-sha256.txt', tagManifestOf(files));
  const bytes = writeZip(new Map([...files].map(([path, file]) => [`${name}/${path}`, file])));
  return { bytes, files, manifestSha256: toHex(sha256(files.get('manifest-sha256.txt')!)) };
}

/** @throws StreetdateError `bad-evidence` when the authority gives no stamp of these bytes. */
async function stampOver(envelope: Uint8Array, timeStamper: TimeStamper): Promise<Uint8Array> {
  const digest = sha256(envelope);
  const stamp = await timeStamper(timeStampRequest(digest));
  const fault = await stampFault(stamp, digest);
  if (fault !== undefined)
    throw new StreetdateError('bad-evidence', `the time-stamping authority gave no stamp of the signature: ${fault}`);
  return stamp;
}

/** Leaves room for the tag files below what {@link ZipLimits} reads. */
const MOST_BYTES = 2 ** 30 - 2 ** 24;
const MOST_FILES = 60_000;

/** @throws StreetdateError `bad-evidence` for more than a verifier reads. */
function checkSize(payload: ReadonlyMap<string, Uint8Array>): void {
  const bytes = [...payload.values()].reduce((sum, { length }) => sum + length, 0);
  if (bytes <= MOST_BYTES && payload.size <= MOST_FILES) return;
  const has = bytes > MOST_BYTES ? `more than ${MOST_BYTES} bytes` : `more than ${MOST_FILES} files`;
  throw new StreetdateError(
    'bad-evidence',
    `the bundle would have ${has}, which no verifier reads: bundle fewer scans, or leave out the pictures`,
  );
}
