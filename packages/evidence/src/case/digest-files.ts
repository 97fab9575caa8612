import { inFlight } from '@streetdate/core/internal';
import type { Library, ServerProblem, StoredDigest, StoredServer, StoredServerFile } from '@streetdate/engine';
import { digestFile } from './digest-file.ts';
import type { AddServerOptions } from './server-options.ts';

/** Results are stored together, at most so many and at least this often. A killed run reads these again. */
const BATCH = 1000;
const LONGEST_WAIT_MS = 2000;

/** Reads every file that has no digest yet, and stores what it holds. */
export async function digestFiles(
  library: Library,
  { id, path: root }: StoredServer,
  { concurrency = 4, onProgress, signal }: AddServerOptions,
): Promise<void> {
  const { files: total, bytes: totalBytes, digested, digestedBytes, unread } = await library.catalogue.serverTotals(id);
  let [done, bytes] = [digested + unread, digestedBytes];
  let results: (StoredDigest | ServerProblem)[] = [];
  let stored = performance.now();
  const store = async () => {
    const digests = results.filter((each): each is StoredDigest => 'digest' in each);
    const problems = results.filter((each): each is ServerProblem => 'reason' in each);
    await library.writeServers(async (writer) => {
      await writer.putDigests(id, digests);
      await writer.putFileProblems(id, problems);
    });
    done += results.length;
    bytes += digests.reduce((sum, each) => sum + each.bytes, 0);
    results = [];
    stored = performance.now();
    onProgress?.({ step: 'read', done, total, bytes, totalBytes });
  };
  try {
    const digest = (file: StoredServerFile, stop: AbortSignal) => digestFile(root, file, stop);
    for await (const result of inFlight(unreadFiles(library, id), { most: concurrency, signal }, digest)) {
      results.push(result);
      if (results.length >= BATCH || performance.now() - stored > LONGEST_WAIT_MS) await store();
    }
  } finally {
    // Also after an abort: what was read is not lost.
    await store();
  }
}

/** Files without a digest, page by page. Films in archives are read elsewhere. */
async function* unreadFiles({ catalogue }: Library, serverId: string): AsyncGenerator<StoredServerFile> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: StoredServerFile[] = await catalogue.serverFiles(serverId, 'unread', { after, most: BATCH });
    for (const file of page) if (file.packedIn === undefined) yield file;
    after = page.at(-1)?.path;
  }
}
