import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { type FileState, fileFault, readFileState } from './file-state.ts';

/** A file to read, or an unreadable place. */
export type Found =
  | {
      readonly file: FileState;
      /** Whether the caller named it, rather than a folder above it. */
      readonly isNamed: boolean;
    }
  | { readonly path: string; readonly error: StreetdateError };

/** Options for {@link walk}. */
export interface WalkOptions {
  /** Real paths of folders to skip, such as the library's own. @defaultValue none */
  readonly leaveOut?: readonly string[];
}

/**
 * Lists the files of paths and, recursively, of folders. Arguments keep their order and entries are in code unit order, so that the same
 * tree gives the same list everywhere. Symbolic links are followed. Each file and folder counts once, by its real path, so loops end.
 * Unreadable places are yielded as errors.
 */
export async function* walk(paths: readonly string[], { leaveOut = [] }: WalkOptions = {}): AsyncGenerator<Found> {
  const seen = new Set<string>(leaveOut);
  for (const path of paths) yield* visit(path, true, seen);
}

async function* visit(path: string, named: boolean, seen: Set<string>): AsyncGenerator<Found> {
  try {
    const realPath = await realpath(path);
    if (seen.has(realPath)) return;
    if ((await stat(realPath)).isDirectory()) {
      seen.add(realPath);
      const names = (await readdir(realPath)).sort();
      for (const name of names) yield* visit(join(path, name), false, seen);
      return;
    }
    const file = await readFileState(path);
    seen.add(realPath);
    yield { file, isNamed: named };
  } catch (cause) {
    const error = cause instanceof StreetdateError ? cause : fileFault(cause, path);
    if (!(error instanceof StreetdateError)) throw error;
    yield { path, error };
  }
}
