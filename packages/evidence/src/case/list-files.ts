import type { Library, ServerProblem, StoredServer, StoredServerFile } from '@streetdate/engine';
import type { FileSource, Listed } from './file-source.ts';
import type { AddServerOptions } from './server-options.ts';

/** Files that are stored in one transaction. */
const BATCH = 2000;

/** Lists the files of a server and stores them in batches. Known files keep what is known of them. */
export async function listFiles(
  library: Library,
  { id, path }: StoredServer,
  source: FileSource,
  { onProgress, onNote, signal }: AddServerOptions,
): Promise<void> {
  let batch: Listed[] = [];
  let done = 0;
  const store = async () => {
    const files = batch.filter((each): each is StoredServerFile => !('reason' in each));
    const problems = batch.filter((each): each is ServerProblem => 'reason' in each);
    await library.writeServers(async (writer) => {
      await writer.putServerFiles(id, files);
      await writer.putServerProblems(id, problems);
    });
    done += files.length;
    batch = [];
    onProgress?.({ step: 'list', done });
  };
  for await (const listed of source.list(path, { leaveOut: [library.home], onNote, signal })) {
    batch.push(listed);
    if (batch.length === BATCH) await store();
  }
  await store();
}
