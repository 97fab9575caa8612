import { join } from 'node:path';
import { type ContentKind, isScanned, type Library, type ScanOutcome, type StoredServer, type StoredServerFile } from '@streetdate/engine';
import { pathInImage, pathOnDisk } from './packed-path.ts';
import type { AddedServer, AddServerOptions } from './server-options.ts';

/** Contents that are scanned in one call of the engine. */
const BATCH = 100;
/** Contents of a page: those in one archive or image are scanned together, since each call opens it anew. An E01 image is exported for it. */
const PAGE = 10_000;

/**
 * Scans each film of a server whose content was not scanned yet, on whatever server, since the references last changed. After such a change
 * the engine compares the stored fingerprints again and decodes nothing.
 */
export async function scanContents(
  library: Library,
  server: StoredServer,
  kinds: readonly ContentKind[],
  { spoolBytes, onProgress, onNote, signal }: AddServerOptions,
): Promise<Pick<AddedServer, 'scanned' | 'unscanned'>> {
  const { id, path: root, country: territory, seenAt, source } = server;
  const isImage = source === 'image';
  const placeOf = isImage ? pathInImage : pathOnDisk;
  const total = await countContents(library, id, kinds);
  const unscanned: { readonly path: string; readonly reason: string }[] = [];
  let scanned = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const revision = await library.catalogue.revision();
    const page: StoredServerFile[] = await library.catalogue.contentsToScan(id, kinds, { after, most: PAGE });
    after = page.at(-1)?.digest;
    for (const { paths, files } of isImage ? [{ paths: [root], files: page }] : batchesOf(root, page)) {
      const waiting = new Map(files.map((file) => [placeOf(root, file.path), file]));
      const finish = async (path: string, outcome: Outcome) => {
        const file = waiting.get(path);
        if (file === undefined) return;
        waiting.delete(path);
        await library.writeServers((writer) =>
          writer.putContentScan(file.digest!, 'reason' in outcome ? { problem: outcome.reason } : { scanId: outcome.scanId, revision }),
        );
        if ('reason' in outcome) unscanned.push({ path: file.path, reason: outcome.reason });
        else scanned++;
        onProgress?.({ step: 'scan', done: scanned + unscanned.length, total });
      };
      // Without the ISCC of their bytes: on a server full of copies, reading all of them again takes days.
      for await (const outcome of waiting.size === 0
        ? []
        : library.scan(paths, {
            ...{ territory, seenAt, iscc: false, noteUnscanned: false, spoolBytes, onNote, signal },
            members: (path) => waiting.has(path),
          })) {
        for (const each of partsOf(outcome)) await finish(each.path, outcomeOf(each));
      }
      for (const path of [...waiting.keys()]) await finish(path, { reason: 'the scan gave no result for it' });
    }
  }
  return { scanned, unscanned };
}

/** What one call of the engine scans. */
interface Batch {
  /** Files, and first volumes of archives and images. */
  readonly paths: readonly string[];
  readonly files: readonly StoredServerFile[];
}

/** Plain files some at a time, then those in archives and images, all of one together. */
function* batchesOf(root: string, page: readonly StoredServerFile[]): Generator<Batch> {
  const packed = new Map<string, StoredServerFile[]>();
  for (const file of page) {
    const key = file.packedIn === undefined ? '' : file.path.split('//')[0]!;
    const files = packed.get(key);
    if (files === undefined) packed.set(key, [file]);
    else files.push(file);
  }
  const plain = packed.get('') ?? [];
  packed.delete('');
  for (let at = 0; at < plain.length; at += BATCH) {
    const files = plain.slice(at, at + BATCH);
    yield { paths: files.map(({ path }) => join(root, path)), files };
  }
  let [paths, files]: [string[], StoredServerFile[]] = [[], []];
  for (const [path, inside] of packed) {
    paths.push(join(root, path));
    files.push(...inside);
    if (files.length < BATCH) continue;
    yield { paths, files };
    [paths, files] = [[], []];
  }
  if (files.length > 0) yield { paths, files };
}

type Outcome = { readonly scanId: string } | { readonly reason: string };

function partsOf(outcome: ScanOutcome): readonly ScanOutcome[] {
  return 'files' in outcome && outcome.files ? outcome.files : [outcome];
}

function outcomeOf(outcome: ScanOutcome): Outcome {
  if (!isScanned(outcome)) return { reason: outcome.verdict.summary };
  // A result that could not be stored, such as on a full disk, would be lost with the next call.
  if (outcome.unstored) throw outcome.unstored;
  return { scanId: outcome.scanId };
}

async function countContents({ catalogue }: Library, serverId: string, kinds: readonly ContentKind[]): Promise<number> {
  let count = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: StoredServerFile[] = await catalogue.contentsToScan(serverId, kinds, { after, most: 10 * BATCH });
    count += page.length;
    after = page.at(-1)?.digest;
  }
  return count;
}
