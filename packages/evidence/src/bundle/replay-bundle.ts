import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AUDIO_ALGORITHM, checkBytes, checkObject, checkPath } from '@streetdate/core/internal';
import { decodeFingerprint, type Fingerprint, findTrack, StreetdateError } from '@streetdate/core/portable';
import { isScanned, openLibrary, type ScannedFile, type ScanOptions, VERSION } from '@streetdate/engine';
import { toText } from '../bytes/bytes.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import { explainMisfit } from '../schema.ts';
import { type CaseFile, type CaseScan, caseSchema } from './case-file.ts';
import { checkContainer } from './check-container.ts';
import { Findings } from './report.ts';
import { isSameSegment, shownSegment } from './same-segment.ts';

/** Options for {@link replayBundle}. */
export interface ReplayOptions extends Pick<ScanOptions, 'onProgress' | 'onNote' | 'signal'> {
  /** The id or the file name of the scan to repeat. @defaultValue that of the file's name, or the only one */
  readonly scan?: string | undefined;
}

/** How a repeated scan compares with what a bundle states, in one respect. */
export interface ReplayFinding {
  /** Whether it is the same. */
  readonly kind: 'equal' | 'differs';
  /** A sentence for a person. */
  readonly sentence: string;
}

/** How a repeated scan compares with what a bundle states. */
export interface ReplayReport {
  /** Whether every match was found again, no other was, and the verdicts are the same. Bytes of fingerprints may differ by the decoder. */
  readonly isConfirmed: boolean;
  /** What is equal and what differs. */
  readonly findings: readonly ReplayFinding[];
}

/**
 * Scans a file again on this machine, and compares the result with what a bundle states of it. The references are the intervals that the
 * bundle encloses. Nothing is asked about signatures: `verifyBundle` does that.
 * @param bytes - The bundle.
 * @param media - Path of the file that the bundle's scan is of.
 * @throws StreetdateError `bad-evidence` when the bundle is damaged; RangeError when it has no such scan; as `Library.scan` yields it for the
 * file.
 */
export async function replayBundle(bytes: Uint8Array, media: string, options: ReplayOptions = {}): Promise<ReplayReport> {
  checkBytes('bytes', bytes);
  checkPath('media', media);
  checkObject('options', options);
  const { scan: name, ...scanOptions } = options;
  const { files, content } = await openCase(bytes);
  const stated = chooseScan(content, name, basename(media));
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-replay-'));
  try {
    const { scanned, fingerprint, fingerprintSha256 } = await scanAgain(folder, files, stated, media, scanOptions);
    const findings = compare(stated, files, { scanned, fingerprint, fingerprintSha256 });
    const isConfirmed = findings.every(({ kind, decides }) => kind === 'equal' || !decides);
    return { isConfirmed, findings: findings.map(({ kind, sentence }) => ({ kind, sentence })) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openCase(bytes: Uint8Array): Promise<{ readonly files: ReadonlyMap<string, Uint8Array>; readonly content: CaseFile }> {
  const findings = new Findings();
  const opened = await checkContainer(bytes, {}, findings);
  const fault = findings.list.find(({ kind }) => kind === 'fails');
  if (opened === undefined) throw new StreetdateError('bad-evidence', `the bundle is damaged: ${fault?.sentence}`);
  const content = fromCanonicalJson(toText(opened.files.get('data/case.json')));
  const misfit = content === undefined ? 'it is missing, or no canonical JSON' : explainMisfit(caseSchema, content);
  if (misfit !== undefined)
    throw new StreetdateError('bad-evidence', `the bundle is damaged: data/case.json does not hold a case: ${misfit}`);
  return { files: opened.files, content: content as unknown as CaseFile };
}

function chooseScan({ scans }: CaseFile, name: string | undefined, fileName: string): CaseScan {
  const wanted = name ?? fileName;
  const chosen = scans.filter((scan) => scan.scanId === wanted || scan.fileName === wanted);
  const [only, ...further] = chosen.length === 0 && name === undefined ? scans : chosen;
  if (only !== undefined && further.length === 0) return only;
  const known = scans.map(({ scanId, fileName: its }) => `${its} (${scanId})`).join(', ');
  throw new RangeError(`scan must be one of the bundle: ${known}; got ${wanted}`);
}

/** What a scan on this machine found. */
interface Repeated {
  readonly scanned: ScannedFile;
  readonly fingerprint: Fingerprint;
  readonly fingerprintSha256: string;
}

async function scanAgain(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  { matches, sighting }: CaseScan,
  media: string,
  options: ScanOptions,
): Promise<Repeated> {
  await using library = await openLibrary(join(folder, 'library'), { create: true });
  for (const [at, { title, reference, referenceInterval, windows }] of matches.entries()) {
    const path = join(folder, `reference-${at}.sdfp`);
    await writeFile(path, files.get(`data/${referenceInterval.file}`) ?? new Uint8Array());
    await library.putTitle(title, windows);
    const { id, kind, edition, promo } = reference;
    await library.enroll(path, { id, kind, edition, ...(promo && { promo, force: true }), title: title.id, as: 'file' });
  }
  const { seenAt, territory } = sighting;
  const [first] = matches;
  for await (const outcome of library.scan(media, {
    ...options,
    iscc: false,
    seenAt,
    territory,
    sourceEvidence: first?.sourceEvidence ?? [],
  })) {
    if ('error' in outcome) throw outcome.error;
    if (!isScanned(outcome)) continue;
    const { fingerprintSha256 } = (await library.catalogue.scan(outcome.scanId))!;
    const fingerprint = decodeFingerprint(await library.blobs.get('fingerprint', fingerprintSha256));
    return { scanned: outcome, fingerprint, fingerprintSha256 };
  }
  throw new StreetdateError('not-media', `${media} holds no film`, { path: media });
}

interface Compared extends ReplayFinding {
  /** Whether the report stands or falls with it. */
  readonly decides: boolean;
}

function compare(stated: CaseScan, files: ReadonlyMap<string, Uint8Array>, repeated: Repeated): Compared[] {
  const { scanned, fingerprint, fingerprintSha256 } = repeated;
  const compared: Compared[] = [];
  const add = (isEqual: boolean, decides: boolean, sentence: string) =>
    compared.push({ kind: isEqual ? 'equal' : 'differs', decides, sentence });

  const isVersion = stated.programVersion === VERSION;
  add(
    isVersion,
    false,
    `The scan was made by version ${stated.programVersion}${isVersion ? ', as this one.' : `, and this one by ${VERSION}.`}`,
  );
  const isBytes = fingerprintSha256 === stated.fingerprintSha256;
  const digest = `the SHA-256 ${stated.fingerprintSha256}`;
  const other = `it is ${fingerprintSha256} here. Another decoder or another choice of frames gives other bytes.`;
  add(
    isBytes,
    false,
    isBytes ? `The fingerprint of the whole file has ${digest}, as stated.` : `The fingerprint has ${digest} in the bundle; ${other}`,
  );

  const byReference = new Map(scanned.matches.map((match) => [match.referenceId, match]));
  for (const match of stated.matches) {
    const name = match.title.name;
    const claimed = stated.found.find(({ referenceId }) => referenceId === match.reference.id);
    add(...frameSentence(name, fingerprint, files.get(`data/${match.query.file}`), match.query.start));
    const again = byReference.get(match.reference.id);
    byReference.delete(match.reference.id);
    if (claimed === undefined || again === undefined) {
      add(false, true, `${name}: the stated match was not found.`);
      continue;
    }
    for (const segment of claimed.segments) {
      const same = again.segments.find((each) => isSameSegment(segment, each));
      add(
        same !== undefined,
        true,
        same === undefined
          ? `${name}: ${shownSegment(segment)} is stated and was not found.`
          : `${name}: ${shownSegment(segment)} is stated, and ${shownSegment(same)} was found.`,
      );
    }
    const isVerdict = again.verdict.kind === match.verdict.kind;
    const found = isVerdict ? 'as it is here' : `and is “${again.verdict.kind}” here`;
    add(isVerdict, true, `${name}: the verdict is stated to be “${match.verdict.kind}”, ${found}.`);
  }
  for (const [id] of byReference) add(false, true, `The reference ${id} matches, and no such match is stated.`);
  if (stated.matches.length === 0) add(scanned.matches.length === 0, true, 'No match is stated.');
  return compared;
}

/** How many frames of the enclosed interval, or codes of its sound, have the same hash in the new fingerprint, at the same times. */
function frameSentence(
  name: string,
  fingerprint: Fingerprint,
  enclosed: Uint8Array | undefined,
  start: number,
): [isEqual: boolean, decides: boolean, sentence: string] {
  if (enclosed === undefined) return [false, true, `${name}: the enclosed fingerprint is missing.`];
  const interval = decodeFingerprint(enclosed);
  const isSound = interval.kind === 'sound';
  const algorithm = isSound ? AUDIO_ALGORITHM : interval.tracks[0]?.algorithm;
  const view = isSound ? 'sound' : 'active';
  const [stated, here] = [interval, fingerprint].map((each) => (algorithm === undefined ? undefined : findTrack(each, algorithm, view)));
  if (stated === undefined || here === undefined) return [false, false, `${name}: the fingerprints have no hashes in common.`];
  const words = stated.bits / 32;
  const hashOf = ({ hashes }: typeof stated, at: number) => hashes.subarray(at * words, (at + 1) * words).join();
  const byTime = new Map(Array.from(here.timesMs, (time, at) => [time, hashOf(here, at)]));
  const total = stated.timesMs.length;
  let equal = 0;
  for (let at = 0; at < total; at++) if (byTime.get(stated.timesMs[at]! + Math.round(1000 * start)) === hashOf(stated, at)) equal++;
  const sentence = `${name}: ${equal} of the ${total} enclosed ${isSound ? 'codes of sound' : 'frames'} have the same hash at the same time in the file.`;
  return [equal === total, false, sentence];
}
