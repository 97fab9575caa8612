import type { Dirent } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault } from '@streetdate/engine/internal';
import type { FileSource, Listed } from './file-source.ts';

/** Entries of a folder whose facts are read at once. */
const AT_ONCE = 64;

/** A folder, such as a mounted image. It is only read. Links are not followed: they may lead out of the evidence. */
export const folderSource: FileSource = {
  kind: 'folder',
  async *list(root, { leaveOut = [], onNote, signal } = {}) {
    let links = 0;
    // Folders that are still to be opened. Their files are never held.
    const waiting = [''];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (leaveOut.includes(join(root, folder))) continue;
      let group: Dirent[] = [];
      try {
        for await (const entry of await opendir(join(root, folder), { bufferSize: 4 * AT_ONCE })) {
          signal?.throwIfAborted();
          if (entry.isDirectory()) waiting.push(below(folder, entry.name));
          else if (entry.isSymbolicLink()) links++;
          else group.push(entry);
          if (group.length < AT_ONCE) continue;
          yield* await factsOf(root, folder, group);
          group = [];
        }
      } catch (cause) {
        signal?.throwIfAborted();
        const problem = problemOf(root, folder, cause);
        if (folder === '') throw new StreetdateError('file-unreadable', `${root}: ${problem.reason}`, { path: root, cause });
        yield problem;
      }
      yield* await factsOf(root, folder, group);
    }
    if (links > 0) onNote?.(`${links} links were not followed`);
  },
};

function factsOf(root: string, folder: string, entries: readonly Dirent[]): Promise<Listed[]> {
  return Promise.all(
    entries.map(async ({ name }): Promise<Listed> => {
      const path = below(folder, name);
      try {
        const facts = await lstat(join(root, path));
        if (!facts.isFile()) return { path, reason: 'it is not a plain file' };
        return { path, bytes: facts.size, modifiedMs: Math.round(facts.mtimeMs) };
      } catch (cause) {
        // The replacement character stands where the bytes of a name are no UTF-8.
        if (name.includes('\ufffd')) return { path, reason: 'its name is not UTF-8' };
        return problemOf(root, path, cause);
      }
    }),
  );
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function problemOf(root: string, path: string, cause: unknown): { readonly path: string; readonly reason: string } {
  const fault = fileFault(cause, join(root, path));
  if (!(fault instanceof StreetdateError)) throw fault;
  return { path, reason: fault.message.slice(join(root, path).length + 2) };
}
