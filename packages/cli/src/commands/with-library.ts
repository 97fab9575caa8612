import { StreetdateError } from '@streetdate/core/portable';
import { isLibrary, type Library, type OpenLibraryOptions, openLibrary } from '@streetdate/engine';
import type { Context } from './command.ts';
import { withHint } from './hints.ts';

/** Longest wait for another command that writes to the library, seconds. The error then names that command. */
const PATIENCE = 60;

/** Opens the library, runs the work and closes it again in any case. Commands that only read do not lock it. */
export async function withLibrary<T>(
  { home, io }: Context,
  options: Pick<OpenLibraryOptions, 'access'>,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  const library = await openLibrary(home, { ...options, patience: PATIENCE, now: io.now, signal: io.signal }).catch(async (error) => {
    if (!(error instanceof StreetdateError) || error.code !== 'bad-library' || (await isLibrary(home))) throw error;
    throw withHint(error, '`streetdate init` or `streetdate enroll` makes one, and --home names another');
  });
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}
