import { setTimeout as sleep } from 'node:timers/promises';
import { FILM } from './enroll-film.ts';
import { contentOf, type UploadSource } from './fault-uploads.ts';
import type { Entrance } from './running-command.ts';

/** An upload of the fault run, from the first attempt to send it until it has ended. Times are those of `performance.now()`. */
export interface LoadUpload {
  /** Its number, which names the request. */
  readonly number: number;
  readonly source: UploadSource;
  readonly sentAt: number;
  /** Its id, once the service has acknowledged it. */
  id?: string | undefined;
  acknowledgedAt?: number;
  /** When its sender saw that it had ended. */
  endedAt?: number;
  /** Resolves then, or when the load is broken off. */
  ended: Promise<void>;
}

/** Settings of {@link UploadLoad}. */
export interface UploadLoadOptions {
  readonly entrance: Entrance;
  readonly sources: readonly UploadSource[];
  /** Draws the source of each upload: 0 to 1. */
  readonly random: () => number;
  /** Uploads that are under way at the same time. */
  readonly atOnce: number;
  /** The first number. Numbers of one database must differ. */
  readonly first: number;
}

/** Times of a sender, milliseconds. With many of them each looks less often, so that all together ask at most a hundred times a second. */
const SENDER_MS = { look: 150, lookOfEach: 10, retry: 300, patience: 15_000 } as const;

/** Every so many uploads have the same content, and its number. */
const [REPEATED, REPEATED_CONTENT] = [10, 1e9] as const;

/** Sends uploads in without end, a number of them at the same time. Each is sent again until it is acknowledged, as the same request. */
export class UploadLoad {
  /** All uploads so far, in the order of sending. */
  readonly uploads: LoadUpload[] = [];
  readonly #options: UploadLoadOptions;
  readonly #over = new AbortController();
  #senders: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: UploadLoadOptions) {
    this.#options = options;
  }

  /** Begins to send. */
  start(): void {
    const sender = async () => {
      while (!this.#isStopped) await this.send().ended;
    };
    this.#senders = Promise.all(Array.from({ length: this.#options.atOnce }, sender));
    // A refusal shows when the load is stopped.
    this.#senders.catch(() => {});
  }

  /** Sends one upload more, at once. @param source - What it shows, in a content of its own. By default both are drawn. */
  send(source?: UploadSource): LoadUpload {
    const number = this.#options.first + this.uploads.length;
    const content = source === undefined && number % REPEATED === 0 ? REPEATED_CONTENT : number;
    const upload: LoadUpload = { number, source: source ?? this.#draw(), sentAt: performance.now(), ended: Promise.resolve() };
    this.uploads.push(upload);
    upload.ended = this.#follow(upload, content);
    upload.ended.catch(() => {});
    return upload;
  }

  /** Sends no more, and waits for all that were sent. @returns Those that have not ended after so many milliseconds. */
  async stop(patienceMs: number): Promise<LoadUpload[]> {
    this.#isStopped = true;
    await Promise.race([Promise.all(this.uploads.map(({ ended }) => ended)), sleep(patienceMs, undefined, { ref: false })]);
    const left = this.uploads.filter(({ endedAt }) => endedAt === undefined);
    this.breakOff();
    await this.#senders;
    return left;
  }

  /** Stops at once and waits for nothing. */
  breakOff(): void {
    this.#isStopped = true;
    this.#over.abort();
  }

  #draw(): UploadSource {
    const { sources, random } = this.#options;
    return sources[Math.floor(random() * sources.length)]!;
  }

  async #follow(upload: LoadUpload, content: number): Promise<void> {
    const { entrance, atOnce } = this.#options;
    const { url, headers: own } = entrance;
    const lookMs = Math.max(SENDER_MS.look, SENDER_MS.lookOfEach * atOnce);
    const { number, source } = upload;
    const body = new Blob([contentOf(source, content)]);
    const address = `${url}/v1/uploads?name=${source.name}&seenAt=${FILM.seenAt}&territory=${FILM.territory}`;
    const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': `upload ${number}`, ...own };
    while (upload.id === undefined && !this.#over.signal.aborted) {
      upload.id = (await this.#ask(address, { method: 'POST', headers, body }))?.id;
    }
    upload.acknowledgedAt = performance.now();
    while (!this.#over.signal.aborted) {
      await sleep(lookMs);
      const state = (await this.#ask(`${url}/v1/uploads/${upload.id}`, { headers: own }))?.state;
      if (state === undefined || state === 'waiting' || state === 'working') continue;
      upload.endedAt = performance.now();
      return;
    }
  }

  /** The answer to a request; undefined, after a while, if there was none or the service cannot do that now. */
  async #ask(address: string, request: RequestInit): Promise<{ readonly id: string; readonly state: string } | undefined> {
    let refusal: string | undefined;
    try {
      const signal = AbortSignal.any([this.#over.signal, AbortSignal.timeout(SENDER_MS.patience)]);
      const answer = await fetch(address, { ...request, signal });
      if (answer.ok) return (await answer.json()) as { readonly id: string; readonly state: string };
      const said = await answer.text();
      if (answer.status < 500 && answer.status !== 429) refusal = `${address} was answered with ${answer.status}: ${said}`;
    } catch {
      // The service is away. It is asked again.
    }
    if (refusal !== undefined) throw new Error(refusal);
    await sleep(SENDER_MS.retry);
    return undefined;
  }
}
