import { useEffect, useState } from 'preact/hooks';

/** A value that pages look at, and that changes. */
export interface Store<T> {
  /** The value now. */
  get(): T;
  /** Takes another value, and tells whoever watches. */
  set(value: T): void;
  /** Calls back after each change. @returns What ends that. */
  watch(call: () => void): () => void;
}

/** Makes a store. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const calls = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const call of [...calls]) call();
    },
    watch(call) {
      calls.add(call);
      return () => calls.delete(call);
    },
  };
}

/** The value of a store, now and after each change. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState<T>(() => store.get());
  useEffect(() => {
    const take = () => setValue(() => store.get());
    take();
    return store.watch(take);
  }, [store]);
  return value;
}
