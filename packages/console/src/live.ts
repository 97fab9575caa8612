import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ConnectionLost, connected, isConnected } from './connection.ts';

/** Something that was asked for. What was there stays there while it is asked for again. */
export type Live<T> = (
  | { readonly state: 'loading'; readonly value?: undefined }
  | { readonly state: 'failed'; readonly error: Error; readonly value?: undefined }
  | { readonly state: 'ready'; readonly value: T }
) & {
  /** Asks again. */
  readonly refresh: () => void;
};

/**
 * Asks for something, and again from time to time while the page is looked at. After a lost connection it goes on by itself.
 * @param key - What is asked for. Another one begins anew.
 * @param everyMs - Time between two looks, milliseconds; 0 for one look only.
 */
export function useLive<T>(key: string, load: (signal: AbortSignal) => Promise<T>, everyMs = 0): Live<T> {
  const [held, setHeld] = useState<{ readonly key: string; readonly value?: T; readonly error?: Error } | undefined>();
  const [turn, setTurn] = useState(0);
  const latest = useRef({ load, everyMs });
  latest.current = { load, everyMs };
  // Each turn asks again.
  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const value = await latest.current.load(signal);
        if (!signal.aborted) setHeld({ key, value });
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ConnectionLost) {
          await connected(signal).catch(() => {});
          if (!signal.aborted) void look();
          return;
        }
        setHeld((before) => (before?.key === key && before.value !== undefined ? before : { key, error: error as Error }));
      }
      const { everyMs: wait } = latest.current;
      if (wait > 0 && !signal.aborted) timer = setTimeout(whenSeen, wait);
    };
    // A page that nobody sees asks for nothing.
    const whenSeen = () => {
      if (latest.current.everyMs === 0) return;
      if (!document.hidden) return void look();
      document.addEventListener('visibilitychange', whenSeen, { once: true, signal });
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [key, turn]);
  const refresh = useCallback(() => setTurn((before) => before + 1), []);
  if (held?.key !== key) return { state: 'loading', refresh };
  if (held.error !== undefined) return { state: 'failed', error: held.error, refresh };
  return { state: 'ready', value: held.value as T, refresh };
}

/** What a person started: whether it runs, and why it did not work. */
export interface Deed {
  readonly isUnderWay: boolean;
  readonly error: Error | undefined;
  /** Does something. What was typed stays where it is when it does not work. @returns Whether it worked. */
  run(what: () => Promise<unknown>): Promise<boolean>;
}

/** For what people start, such as sending a form. */
export function useDeed(): Deed {
  const [isUnderWay, setUnderWay] = useState(false);
  const [error, setError] = useState<Error | undefined>();
  const run = useCallback(async (what: () => Promise<unknown>) => {
    setUnderWay(true);
    setError(undefined);
    try {
      await what();
      return true;
    } catch (failure) {
      setError(failure as Error);
      // The words that say so go away with the reason for them.
      if (failure instanceof ConnectionLost) {
        const end = isConnected.watch(() => {
          end();
          setError((now) => (now === failure ? undefined : now));
        });
      }
      return false;
    } finally {
      setUnderWay(false);
    }
  }, []);
  return { isUnderWay, error, run };
}

/** A list that comes in pages. */
export interface Pages<T> {
  readonly live: Live<readonly T[]>;
  /** Asks for the next page; undefined when there is none. */
  readonly more: (() => void) | undefined;
}

/** A list that comes in pages. More of it is asked for by {@link Pages.more}. */
export function usePages<T>(
  key: string,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<{ readonly items: readonly T[]; readonly next?: string | undefined }>,
  everyMs = 0,
): Pages<T> {
  const [further, setFurther] = useState<
    { readonly key: string; readonly items: readonly T[]; readonly next: string | undefined } | undefined
  >();
  const own = further?.key === key ? further : undefined;
  // The next pages follow from the first one: once they are there, it stays as it is until it is asked for again.
  const first = useLive(key, (signal) => load(undefined, signal), own === undefined ? everyMs : 0);
  const next = own === undefined ? first.value?.next : own.next;
  const more =
    next === undefined
      ? undefined
      : () => {
          void load(next, new AbortController().signal).then(
            (page) => setFurther({ key, items: [...(own?.items ?? []), ...page.items], next: page.next }),
            () => {},
          );
        };
  const refresh = () => {
    setFurther(undefined);
    first.refresh();
  };
  if (first.state !== 'ready') return { live: first, more };
  return { live: { state: 'ready', value: [...first.value.items, ...(own?.items ?? [])], refresh }, more };
}
