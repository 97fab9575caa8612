import { type Library, type OpenLibraryOptions, openLibrary } from '@streetdate/engine';
import type { Context } from './command.ts';

/** How long a command waits for another one that writes to the library, seconds. It is then told who holds it. */
const PATIENCE = 60;

/** Opens the library, does the work and closes it again, whatever happens. Commands that only read leave it to others. */
export async function withLibrary<T>(
  { home, io }: Context,
  options: Pick<OpenLibraryOptions, 'access'>,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  const library = await openLibrary(home, { ...options, patience: PATIENCE, now: io.now, signal: io.signal });
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}
