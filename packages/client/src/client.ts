import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './api.ts';
import { type ResumableOptions, sendInParts } from './resumable.ts';

/** An upload, as the service answers it. */
export type Upload = components['schemas']['Upload'];
/** A title with its release windows. */
export type Title = components['schemas']['Title'];
/** What is wrong with a request (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** Options for {@link StreetdateClient}. */
export interface ClientOptions {
  /** Where the service answers: `https://streetdate.example.com`. */
  readonly url: string;
  /** An API key, or the token of the service's machine as long as there is no account. @defaultValue none, in a browser with a session */
  readonly key?: string | undefined;
  /** Further header fields of each request, asked for when it is sent: `x-csrf-token` of a browser's session. @defaultValue none */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
  /** Sends requests. @defaultValue the global `fetch` */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A webhook, with the secret that signs its messages. */
export type WebhookWithSecret = components['schemas']['WebhookWithSecret'];

/** Options for {@link StreetdateClient.renewWebhookSecret}. */
export interface RenewSecretOptions {
  /** How long the secret before signs too, seconds. 0 for one that others have seen. @defaultValue 86,400, a day */
  readonly keepSeconds?: number | undefined;
}

/** What is known about an upload. */
export interface UploadFacts {
  /** Name of the file. Its extension says how it is read. */
  readonly name: string;
  /** When it was seen: ISO 8601 with an offset. */
  readonly seenAt?: string | undefined;
  /** Where it was seen: ISO 3166-1 alpha-2. */
  readonly territory?: string | undefined;
  /** The address that it was seen at. It is kept as text and never opened. */
  readonly link?: string | undefined;
  /** The server that it was seen on. */
  readonly host?: string | undefined;
  /** A name for the uploads that belong together, see {@link StreetdateClient.batch}. */
  readonly batch?: string | undefined;
}

/** What a search found. */
export type Scan = components['schemas']['Scan'];
/** How far the uploads are that were sent under one name. */
export type Batch = components['schemas']['Batch'];

/** Options for {@link StreetdateClient.waitForVerdict}. */
export interface WaitOptions {
  /** Time between two looks, milliseconds. @defaultValue 1,000 */
  readonly everyMs?: number | undefined;
  /** Stops waiting; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Which uploads to list. */
export interface ListFilter {
  /** Only those in this state. */
  readonly state?: Upload['state'] | undefined;
  /** Only those whose current verdict is of this kind. */
  readonly verdict?: 'no-match' | 'needs-review' | 'pre-release-leak' | 'released-copy' | undefined;
  /** Only those of which people decided this about their current verdict; `none` for those that are undecided. */
  readonly decided?: 'leak' | 'published' | 'released' | 'not-ours' | 'none' | undefined;
  /** Only those that came in at this time or later: ISO 8601 with an offset. */
  readonly from?: string | undefined;
  /** Only those that came in before this time. */
  readonly until?: string | undefined;
  /** Only those that were seen on this server. */
  readonly host?: string | undefined;
  /** Only those whose best match is the title with this id. */
  readonly title?: string | undefined;
  /** Only those whose best match has this score or a higher one. */
  readonly score?: number | undefined;
  /** Only those that were most likely copied from this kind of source. */
  readonly source?: 'disc' | 'digital' | 'broadcast' | 'camera' | 'screener' | undefined;
  /** Only those that were sent under this name. */
  readonly batch?: string | undefined;
}

/** The service refused a request. */
export class StreetdateProblem extends Error {
  override readonly name = 'StreetdateProblem';
  /** The answer's body. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}${problem.detail === undefined ? '' : `: ${problem.detail}`}`);
    this.problem = problem;
  }
}

/** Talks with one service. Every method throws {@link StreetdateProblem} when the service refuses. */
export class StreetdateClient {
  /** Every operation by its address, with the types of the service's document: `client.api.GET('/v1/titles/{id}', …)`. */
  readonly api: Client<paths>;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
    const { url, key, fetch, headers: further } = options;
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    this.api = createClient<paths>({ baseUrl: url, headers, ...(fetch && { fetch: (request) => fetch(request) }) });
    if (further === undefined) return;
    this.api.use({
      onRequest({ request }) {
        for (const [name, value] of Object.entries(further())) request.headers.set(name, value);
      },
    });
  }

  /**
   * Sends a file or fingerprint in.
   * @param idempotencyKey - The same request with the same key within 24 hours does nothing twice.
   * @returns The upload, which most likely waits.
   */
  async upload(bytes: Blob | Uint8Array, facts: UploadFacts, idempotencyKey?: string): Promise<Upload> {
    const { data, error } = await this.api.POST('/v1/uploads', {
      params: { query: present(facts), ...(idempotencyKey !== undefined && { header: { 'idempotency-key': idempotencyKey } }) },
      headers: { 'content-type': 'application/octet-stream' },
      // The document says nothing about the shape of bytes.
      body: bytes as never,
      bodySerializer: (body) => body as unknown as Blob,
    });
    return answered(data as Upload | undefined, error);
  }

  /** Sends a file in parts (tus 1.0): after a broken connection it goes on where it was. */
  async uploadInParts(bytes: Blob | Uint8Array, facts: UploadFacts, options: ResumableOptions = {}): Promise<Upload> {
    const { url, key, headers } = this.#options;
    return this.getUpload(await sendInParts(bytes, present({ ...facts }), { ...options, url, key, headers }));
  }

  /** What an upload of a fingerprint would get as its verdict. Nothing is stored. */
  async search(fingerprint: Blob | Uint8Array, facts: Omit<Partial<UploadFacts>, 'batch'> = {}): Promise<Scan> {
    const { data, error } = await this.api.POST('/v1/searches', {
      params: { query: present(facts) },
      headers: { 'content-type': 'application/octet-stream' },
      body: fingerprint as never,
      bodySerializer: (body) => body as unknown as Blob,
    });
    return answered(data as Scan | undefined, error);
  }

  /** How far the uploads are that were sent under one name. */
  async batch(name: string): Promise<Batch> {
    const { data, error } = await this.api.GET('/v1/batches/{name}', { params: { path: { name } } });
    return answered(data, error);
  }

  /** Removes an upload and all that was kept of it. */
  async deleteUpload(id: string): Promise<void> {
    const { response, error } = await this.api.DELETE('/v1/uploads/{id}', { params: { path: { id } } });
    if (!response.ok) answered(undefined, error);
  }

  /** The upload with that id, as it is now. */
  async getUpload(id: string): Promise<Upload> {
    const { data, error } = await this.api.GET('/v1/uploads/{id}', { params: { path: { id } } });
    return answered(data as Upload | undefined, error);
  }

  /** Waits until an upload has ended: until it is `done`, `failed` or `cancelled`. */
  async waitForVerdict(id: string, { everyMs = 1000, signal }: WaitOptions = {}): Promise<Upload> {
    for (;;) {
      signal?.throwIfAborted();
      const upload = await this.getUpload(id);
      if (upload.state !== 'waiting' && upload.state !== 'working') return upload;
      await pause(everyMs, signal);
    }
  }

  /** Uploads, latest first. Pages are asked for as the loop goes on. */
  async *uploads(filter: ListFilter = {}): AsyncGenerator<Upload> {
    for (let cursor: string | undefined; ; ) {
      const query = present({ ...filter, cursor });
      const { data, error } = await this.api.GET('/v1/uploads', { params: { query } });
      const page = answered(data, error);
      yield* page.uploads as Upload[];
      cursor = page.next;
      if (cursor === undefined) return;
    }
  }

  /**
   * Gives a webhook a new secret. The one before signs beside it for some time: {@link verifyWebhook} takes a message by either.
   * @returns The webhook with its new secret, which is not shown again.
   */
  async renewWebhookSecret(id: string, { keepSeconds = 86_400 }: RenewSecretOptions = {}): Promise<WebhookWithSecret> {
    const { data, error } = await this.api.POST('/v1/webhooks/{id}/secret', { params: { path: { id } }, body: { keepSeconds } });
    return answered(data, error);
  }

  /** Titles with their windows, ordered by name. Pages are asked for as the loop goes on. */
  async *titles(): AsyncGenerator<Title> {
    for (let cursor: string | undefined; ; ) {
      const { data, error } = await this.api.GET('/v1/titles', { params: { query: present({ cursor }) } });
      const page = answered(data, error);
      yield* page.titles;
      cursor = page.next;
      if (cursor === undefined) return;
    }
  }
}

/** The answer. @throws StreetdateProblem if there is none. */
function answered<T>(data: T | undefined, problem: Problem | undefined): T {
  if (data !== undefined) return data;
  throw new StreetdateProblem(problem ?? { type: 'about:blank', title: 'The service gave an answer that cannot be read', status: 502 });
}

/** An object without what is undefined in it. */
function present<T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
