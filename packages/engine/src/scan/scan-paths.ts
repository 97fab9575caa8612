import { realpath } from 'node:fs/promises';
import type { ImageDigests } from '@streetdate/disc';
import { type Release, shownPath } from '@streetdate/release';
import type { FailedInput, Input, MediaInput, OtherInput } from '../intake/input.ts';
import { type ListedArchive, listInputs } from '../intake/list-inputs.ts';
import type { ReadImage } from '../intake/open-image.ts';
import { skipRules } from '../intake/skip-rules.ts';
import { Spool } from '../intake/spool.ts';
import { unpack } from '../intake/unpack.ts';
import type { Progress } from '../progress.ts';
import type { Stores } from '../stores.ts';
import { judgeScan, readRecords, seenOf } from './judging.ts';
import type { KeptThreads } from './kept-threads.ts';
import { notMedia, type ScanOutcome, skipped, unscanned, withRemarks } from './outcome.ts';
import { ReleaseGroups } from './release-groups.ts';
import { findReleases } from './releases.ts';
import { scanBatch } from './scan-batch.ts';
import type { ScanOptions } from './scan-options.ts';
import { openScanner } from './scanner.ts';
import { UnscannedNotes } from './unscanned-notes.ts';

/** Files from archives that are scanned together. */
const UNPACKED_FILES = 64;
/** Their bytes, after which they are scanned and removed before more are unpacked. */
const UNPACKED_BYTES = 1024 ** 3;

/**
 * Scans paths. Each file below them gives one outcome: judged, failed, not media, or skipped. Files come first, then the members of archives,
 * each in the order given. A release gives one outcome for all its judged files, after the last of them.
 */
export async function* scanPaths(
  stores: Stores,
  paths: readonly string[],
  options: ScanOptions,
  now: () => Date,
  kept?: KeptThreads,
): AsyncGenerator<ScanOutcome> {
  const outcomes = scanEach(stores, paths, options, now, kept);
  if (options.noteUnscanned === false) return yield* outcomes;
  const notes = await UnscannedNotes.open(stores.catalogue, now);
  try {
    for await (const outcome of outcomes) {
      await notes.take(outcome);
      yield outcome;
    }
  } finally {
    await notes.write();
  }
}

async function* scanEach(
  stores: Stores,
  paths: readonly string[],
  options: ScanOptions,
  now: () => Date,
  kept: KeptThreads | undefined,
): AsyncGenerator<ScanOutcome> {
  const {
    seenAt,
    seenAtBasis,
    territory,
    link,
    host,
    account,
    sourceEvidence,
    windows,
    checkSums = false,
    rescan = false,
    thorough = false,
    iscc,
    only,
    skip = [],
    spoolBytes,
    deletedFiles = false,
    members,
    isGrowing,
    signal,
    onNote,
    nameOf = (path) => path,
  } = options;
  const records = await readRecords(stores.catalogue);
  if (records.references.size === 0) onNote?.('the library has no references yet, so nothing can be found');
  const leaveOut = [stores.home];
  const groups = new ReleaseGroups();
  const unitsOf = new Map<Release, string[]>();
  const releaseOf = new Map<string, Release>();
  for await (const release of findReleases(paths, { leaveOut: [stores.home], checkSums, signal })) {
    const { files } = release;
    const isChosen = (only === undefined || files.some((file) => only(file))) && !(isGrowing && files.some((file) => isGrowing(file)));
    if (!isChosen) {
      // Its films are no single files either.
      for (const file of files) leaveOut.push(await realpath(file).catch(() => file));
      continue;
    }
    // What is wrong with its archives turns out when they are opened.
    for (const problem of release.problems) {
      if (!problem.code.startsWith('archive-')) yield unscanned(problem.path ?? release.path, problem);
    }
    for (const file of files) releaseOf.set(file, release);
    unitsOf.set(release, []);
  }

  const found: (MediaInput | FailedInput | OtherInput)[] = [];
  const archives: ListedArchive[] = [];
  const isWanted = only && ((path: string) => releaseOf.has(path) || only(path));
  for await (const input of listInputs(paths, { leaveOut, only: isWanted, skippedBy: skipRules(skip), signal })) {
    if (input.kind === 'skipped') yield skipped(input.path, input.rule);
    else {
      if (input.kind === 'archive') archives.push(input);
      else found.push(input);
      const path = input.kind === 'media' ? input.file.path : input.path;
      const release = releaseOf.get(path);
      if (release) unitsOf.get(release)!.push(path);
    }
  }
  for (const [release, units] of unitsOf) groups.add(release, units);

  const scanner = await openScanner(stores, records, now, {
    seenAt,
    seenAtBasis,
    territory,
    link,
    host,
    account,
    iscc,
    onNote,
    signal,
    kept,
  });
  // Batches come one after the other, and the number of files in all of them is not known before.
  let doneBefore = 0;
  let doneNow = 0;
  const onProgress =
    options.onProgress &&
    ((progress: Progress) => {
      if (progress.isDone) doneNow++;
      options.onProgress?.({ ...progress, files: doneBefore + progress.files });
    });
  const outcomes = async function* (
    files: readonly (MediaInput | FailedInput | OtherInput)[],
    isUnit: boolean,
  ): AsyncGenerator<ScanOutcome> {
    doneBefore += doneNow;
    doneNow = 0;
    for await (const result of scanBatch(files, scanner, { ...options, onProgress, fingerprints: kept?.fingerprints })) {
      const { path } = result;
      if ('error' in result) yield unscanned(nameOf(path), result.error);
      else if ('kind' in result) yield notMedia(nameOf(path), result.content);
      else {
        const seen = await seenOf(stores.catalogue, result);
        const judged = judgeScan(result.scan, records, { path: nameOf(path), reused: result.reused, seen, windows, sourceEvidence });
        const outcome = withRemarks(judged, result);
        if (!groups.take(path, outcome)) yield outcome;
      }
      const release = isUnit ? groups.finish(path) : undefined;
      if (release) yield release;
    }
  };
  const spool = new Spool(spoolBytes);
  try {
    yield* outcomes(found, true);
    const isCurrent = (file: MediaInput['file']) => scanner.isCurrent(file, { rescan, thorough });
    const onImage = ({ shown, stored, digests }: ReadImage) => {
      if (digests) onNote?.(`${shownPath(shown)}: ${imageWords(digests, stored)}`);
    };
    const open = (archive: ListedArchive) =>
      unpack(archive, { spool, isCurrent, isWanted: members, onImage, deleted: deletedFiles, signal });
    for await (const { inputs, finished } of batchesOf(archives, spool, open)) {
      yield* outcomes(
        inputs.filter((input) => input.kind !== 'skipped'),
        false,
      );
      for (const archive of finished) {
        const release = groups.finish(archive);
        if (release) yield release;
      }
    }
  } finally {
    await scanner.close();
    await spool.close();
  }
}

/** Unpacks archives one after the other, some members at a time. The members of a batch are removed before the next is unpacked. */
async function* batchesOf(
  archives: readonly ListedArchive[],
  spool: Spool,
  open: (archive: ListedArchive) => AsyncGenerator<Input>,
): AsyncGenerator<{ readonly inputs: readonly Input[]; readonly finished: readonly string[] }> {
  let inputs: Input[] = [];
  let finished: string[] = [];
  const take = async function* () {
    const taken = inputs;
    yield { inputs, finished };
    [inputs, finished] = [[], []];
    for (const input of taken) if (input.kind === 'media') await input.release?.();
  };
  for (const archive of archives) {
    for await (const input of open(archive)) {
      inputs.push(input);
      if (inputs.length >= UNPACKED_FILES || spool.usedBytes >= UNPACKED_BYTES) yield* take();
    }
    finished.push(archive.path);
  }
  yield* take();
}

/** The digests of an image, for people to compare with what was written down when it was made. */
function imageWords({ bytes, sha256, md5 }: ImageDigests, stored: ReadImage['stored']): string {
  const stated = stored?.md5 === undefined && stored?.sha1 === undefined ? 'the image states none' : 'as the image states';
  return `a disk of ${bytes} bytes, MD5 ${md5} (${stated}), SHA-256 ${sha256}`;
}
