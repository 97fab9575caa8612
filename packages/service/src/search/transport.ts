/** Carries requests to searchers and their replies back. It may lose both, and deliver a request twice. */
export interface SearchTransport {
  /**
   * Makes bytes readable for all searchers for some minutes: a query, which every group needs.
   * @returns Names them; equal bytes may have the same name.
   */
  publish(bytes: Uint8Array): Promise<string>;
  /** The bytes of a name; undefined once they are gone. */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Sends a request.
   * @returns The reply. It waits as long as it takes, until the signal aborts, and then rejects with the signal's reason.
   */
  ask(request: AddressedRequest): Promise<Uint8Array>;
  /** Handles the requests to a searcher until {@link Serving.close}. */
  serve(searcherId: string, handle: (request: Uint8Array) => Promise<Uint8Array>): Promise<Serving>;
  /** Removes what was sent to a searcher that is gone for good. */
  forget(searcherId: string): Promise<void>;
  /** Closes its connections. */
  close(): Promise<void>;
}

/** A request and who is to do it. */
export interface AddressedRequest {
  readonly searcherId: string;
  readonly request: Uint8Array;
  /** Gives up on it. */
  readonly signal: AbortSignal;
}

/** A searcher that takes requests. */
export interface Serving {
  /** Takes no further ones, and ends when those at work are done. */
  close(): Promise<void>;
}

/** Most published queries that are kept. */
const MOST_PUBLISHED = 32;

/** Carries requests within this process. */
export class LocalTransport implements SearchTransport {
  readonly #handlers = new Map<string, (request: Uint8Array) => Promise<Uint8Array>>();
  readonly #published = new Map<string, Uint8Array>();
  #next = 0;

  async publish(bytes: Uint8Array): Promise<string> {
    const name = `${this.#next++}`;
    this.#published.set(name, bytes);
    for (const oldest of this.#published.keys()) {
      if (this.#published.size <= MOST_PUBLISHED) break;
      this.#published.delete(oldest);
    }
    return name;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.#published.get(name);
  }

  ask({ searcherId, request, signal }: AddressedRequest): Promise<Uint8Array> {
    return new Promise<Uint8Array>((resolve, reject) => {
      const giveUp = () => reject(signal.reason);
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      // Nobody answers for a searcher that is not there, as on a network.
      this.#handlers
        .get(searcherId)?.(request)
        .then(resolve, () => {})
        .finally(() => signal.removeEventListener('abort', giveUp));
    });
  }

  async serve(searcherId: string, handle: (request: Uint8Array) => Promise<Uint8Array>): Promise<Serving> {
    const active = new Set<Promise<unknown>>();
    this.#handlers.set(searcherId, (request) => {
      const working = handle(request).finally(() => active.delete(working));
      active.add(working);
      return working;
    });
    return {
      close: async () => {
        this.#handlers.delete(searcherId);
        await Promise.allSettled([...active]);
      },
    };
  }

  async forget(): Promise<void> {}

  async close(): Promise<void> {}
}
