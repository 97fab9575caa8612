import { basename } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { isLibrary, type Library, type OpenLibraryOptions, openLibrary } from '@streetdate/engine';
import type { ServedLibraryAddress } from '@streetdate/service/internal';
import { UsageError } from '../exit.ts';
import type { Context } from './command.ts';
import { findNearestLibrary, requireLibrary } from './nearest-library.ts';

/** Longest wait for another command that writes to the library, seconds. The error then names that command. */
const PATIENCE = 60;

/**
 * Opens the library, runs the work and closes it again in any case. Commands that only read do not lock it.
 * @param options - With `create` a missing library is made; if there is another that may have been meant, a note says so.
 * @throws UsageError if there is none and none is made.
 */
export async function withLibrary<T>(
  context: Context,
  options: Pick<OpenLibraryOptions, 'access' | 'create'>,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  if (context.served !== undefined) return withServedLibrary(context, context.served, options, work);
  const { create = false } = options;
  const isMade = create && !(await isLibrary(context.home));
  if (!create) await requireLibrary(context);
  const library = await openHome(context, { ...options, create });
  const other = isMade ? await findNearestLibrary(context) : undefined;
  if (other) context.console.note(`a new library is made in ${library.home}; another is ${other.folder}, ${other.why}`);
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}

/** Opens a library on servers. The service there may run. */
async function withServedLibrary<T>(
  { console, io }: Context,
  address: ServedLibraryAddress,
  { access }: Pick<OpenLibraryOptions, 'access'>,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  const { openServedLibrary } = await import('@streetdate/service/internal');
  const { library, place, close } = await openServedLibrary(address, { access, now: io.now }).catch((error: unknown) => {
    // An address that is none was given here.
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
  console.note(`the library is that of ${place}`);
  try {
    return await work(library);
  } finally {
    await close();
  }
}

/** Runs pieces of work with the library, which is reserved for this process during each of them only. */
export type UseLibrary = <T>(work: (library: Library) => Promise<T>) => Promise<T>;

/**
 * As {@link withLibrary}, for commands that go on and on. Threads and the index of the references stay ready from one piece of work to the
 * next. Between them other commands can write, and the next piece knows what they wrote.
 */
export async function withKeptLibrary<T>(context: Context, keptThreads: number, all: (use: UseLibrary) => Promise<T>): Promise<T> {
  await requireLibrary(context);
  let kept: Library | undefined;
  const close = async () => {
    const open = kept;
    kept = undefined;
    await open?.close();
  };
  const reserved = async (): Promise<Library> => {
    try {
      await kept?.resume();
    } catch (error) {
      context.io.signal.throwIfAborted();
      const isHeld = error instanceof StreetdateError && basename(error.path ?? '') === 'writer.lock';
      if (!(error instanceof StreetdateError) || isHeld) throw error;
      // It was moved away or replaced.
      await close();
    }
    // One that is gone is not made anew: what was enrolled in it would be missed.
    kept ??= await openHome(context, { keptThreads, create: false });
    return kept;
  };
  try {
    return await all(async (work) => {
      const library = await reserved();
      try {
        return await work(library);
      } finally {
        await library.pause();
      }
    });
  } finally {
    await close();
  }
}

function openHome({ home, io }: Context, options: Pick<OpenLibraryOptions, 'access' | 'create' | 'keptThreads'>): Promise<Library> {
  return openLibrary(home, { ...options, patience: PATIENCE, now: io.now, signal: io.signal });
}
