import { realpath } from 'node:fs/promises';
import { type Found, walk } from '../files/walk.ts';
import type { Stores } from '../stores.ts';
import { judgeScan, readRecords, seenOf } from './judging.ts';
import type { KeptThreads } from './kept-threads.ts';
import { type ScanOutcome, unscanned, withRemarks } from './outcome.ts';
import { ReleaseGroups } from './release-groups.ts';
import { findReleases } from './releases.ts';
import { scanBatch } from './scan-batch.ts';
import type { ScanOptions } from './scan-options.ts';
import { openScanner } from './scanner.ts';

/** Scans paths: releases first, then all other files below them, each in the order given. */
export async function* scanPaths(
  stores: Stores,
  paths: readonly string[],
  options: ScanOptions,
  now: () => Date,
  kept?: KeptThreads,
): AsyncGenerator<ScanOutcome> {
  const {
    seenAt,
    seenAtBasis,
    territory,
    link,
    host,
    sourceEvidence,
    windows,
    checkSums = false,
    iscc,
    only,
    isGrowing,
    signal,
    onNote,
    nameOf = (path) => path,
  } = options;
  const records = await readRecords(stores.catalogue);
  if (records.references.size === 0) onNote?.('the library has no references yet, so nothing can be found');
  const found: Found[] = [];
  const releases = new ReleaseGroups();
  const leaveOut = [stores.home];
  for await (const each of findReleases(paths, { leaveOut: [stores.home], checkSums, signal })) {
    const { files } = each.release;
    const isChosen = (only === undefined || files.some((file) => only(file))) && !(isGrowing && files.some((file) => isGrowing(file)));
    if (!isChosen) {
      // Its films are no single files either.
      for (const file of files) leaveOut.push(await realpath(file).catch(() => file));
      continue;
    }
    for (const problem of each.release.problems) yield unscanned(problem.path ?? each.release.path, problem);
    if (each.found.length === 0) continue;
    found.push(...each.found);
    releases.add(each);
    for (const file of each.release.files) leaveOut.push(await realpath(file).catch(() => file));
  }
  for await (const each of walk(paths, { leaveOut, only })) found.push(each);

  const scanner = await openScanner(stores, records, now, { seenAt, seenAtBasis, territory, link, host, iscc, onNote, signal, kept });
  try {
    for await (const result of scanBatch(found, scanner, { ...options, fingerprints: kept?.fingerprints })) {
      const { path } = result;
      if ('error' in result) yield unscanned(path, result.error);
      else {
        const seen = await seenOf(stores.catalogue, result);
        const judged = judgeScan(result.scan, records, { path: nameOf(path), reused: result.reused, seen, windows, sourceEvidence });
        const outcome = withRemarks(judged, result);
        if (releases.has(path)) releases.take(path, outcome);
        else yield outcome;
      }
      const release = releases.finish(path);
      if (release) yield release;
    }
  } finally {
    await scanner.close();
  }
}
