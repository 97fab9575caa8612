import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fingerprint } from '@streetdate/core/portable';
import { BandIndex, findMatches, type Match, type MatchOptions } from '@streetdate/matcher';
import { type ExportOptions, exportParquet, type SweepOptions, sweep } from '@streetdate/sweep';
import { onTestFinished } from 'vitest';

/** References by id. */
export type References = ReadonlyMap<string, Fingerprint>;

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-sweep-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Exports references as the command would. */
export function exportReferences(folder: string, references: References, options: ExportOptions = {}) {
  const listed = [...references].map(([id, fingerprint]) => ({
    id,
    titleId: `title of ${id}`,
    title: `Title of ${id}`,
    kind: 'disc',
    fingerprintSha256: `sha-${id}`,
    load: async () => fingerprint,
  }));
  return exportParquet(folder, listed, [], { threads: 1, ...options });
}

/** Sweeps queries, and gives the matches of each; an empty list for those that gave no result. */
export async function sweepMatches(
  folder: string,
  references: References,
  queries: readonly Fingerprint[],
  options: Partial<SweepOptions> = {},
): Promise<(readonly Match[])[]> {
  const found = new Map<Fingerprint, readonly Match[]>();
  const listed = queries.map((fingerprint) => ({ fingerprint, load: async () => fingerprint }));
  const loadReference = async ({ id }: { readonly id: string }) => references.get(id)!;
  for await (const result of sweep(folder, listed, { temporaryFolder: folder, threads: 1, loadReference, ...options })) {
    if ('error' in result) throw result.error;
    found.set(result.query.fingerprint, result.matches);
  }
  return queries.map((query) => found.get(query) ?? []);
}

/** What the online index gives. */
export function onlineMatches(references: References, queries: readonly Fingerprint[], options: MatchOptions = {}): Match[][] {
  const index = new BandIndex();
  for (const [id, fingerprint] of references) index.add(id, fingerprint);
  return queries.map((query) => findMatches(query, index, options));
}
