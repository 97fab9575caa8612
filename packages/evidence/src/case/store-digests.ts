import type { Library, ServerProblem, StoredDigest } from '@streetdate/engine';
import type { AddServerOptions } from './server-options.ts';

/** Results are stored together, at most so many and at least this often. A killed run reads these again. */
const BATCH = 1000;
const LONGEST_WAIT_MS = 2000;

/** Stores the digests of a server's files as they come, and those that came before a fault or an abort. */
export async function storeDigests(
  library: Library,
  serverId: string,
  digests: AsyncIterable<StoredDigest | ServerProblem>,
  { onProgress }: Pick<AddServerOptions, 'onProgress'>,
): Promise<void> {
  const { files: total, bytes: totalBytes, digested, digestedBytes, unread } = await library.catalogue.serverTotals(serverId);
  let [done, bytes] = [digested + unread, digestedBytes];
  let results: (StoredDigest | ServerProblem)[] = [];
  let stored = performance.now();
  const store = async () => {
    const read = results.filter((each): each is StoredDigest => 'digest' in each);
    const problems = results.filter((each): each is ServerProblem => 'reason' in each);
    await library.writeServers(async (writer) => {
      await writer.putDigests(serverId, read);
      await writer.putFileProblems(serverId, problems);
    });
    done += results.length;
    bytes += read.reduce((sum, each) => sum + each.bytes, 0);
    results = [];
    stored = performance.now();
    onProgress?.({ step: 'read', done, total, bytes, totalBytes });
  };
  try {
    for await (const result of digests) {
      results.push(result);
      if (results.length >= BATCH || performance.now() - stored > LONGEST_WAIT_MS) await store();
    }
  } finally {
    await store();
  }
}
