import { checkList, checkObject, checkString } from '@streetdate/core/internal';
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
import { type TimeStamper, timeStampRequest } from '../sign/time-stamp.ts';
import { BUNDLE_FORMAT, type CaseFile, type CaseScan } from './case-file.ts';
import { custodyOf } from './custody.ts';
import { describeScan, type PicturesOf } from './describe-scan.ts';
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
  const records = await readRecords(library.catalogue);
  const described: CaseScan[] = [];
  const recorded = await scanEntries(ledger, new Set(scans.keys()));
  for (const scan of ordered) described.push(await describeScan(library, scan, recorded.get(scan.id), records, payload, picturesOf));
  payload.set('verify.html', await readVerifyPage());
  const servers = await findServers(library, new Set(scans.keys()));
  const { entries, withheld } = await encloseLedger(ledger, described, servers, payload);
  const content: CaseFile = { format: BUNDLE_FORMAT, versions: { '@streetdate/engine': ENGINE_VERSION }, scans: described, withheld };
  payload.set('case.json', toBytes(toCanonicalJson(content)));
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
