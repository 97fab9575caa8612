import type { MessagePort } from 'node:worker_threads';
import { completePasses } from '../fingerprint/film-passes.ts';
import type { Fingerprint, TimeSpan } from '../fingerprint/fingerprint.ts';
import { type FingerprintFileOptions, fingerprintFile, fingerprintInPasses } from '../fingerprint/fingerprint-file.ts';
import type { FingerprintProgress } from '../fingerprint/fingerprint-frames.ts';
import { HASHERS } from '../hash/hashers.ts';
import { type Outcome, outcomeOf } from '../threads/outcome.ts';

/** One file for a thread. */
export interface FingerprintOrder {
  readonly path: string;
  /** The options that a message can hold, the hashers by their ids. */
  readonly options: Pick<FingerprintFileOptions, 'role' | 'framesPerSecond' | 'views' | 'thumbnails' | 'details' | 'audio'> & {
    readonly hasher: string;
    readonly secondOpinion: string | undefined;
  };
  /** Films shorter than this are not decoded in passes, seconds. Undefined where nothing is decoded in passes. */
  readonly passes: { readonly shortest: number | undefined } | undefined;
  /** Whether anybody wants to know how far it is. */
  readonly tells: boolean;
  /** What the two threads say to each other meanwhile. */
  readonly port: MessagePort;
}

/** What a thread says while it works. */
export type WorkerMessage =
  /** It has begun. */
  | { readonly begun: true }
  /** How far it is. */
  | { readonly progress: FingerprintProgress }
  /** What is known after a pass. It waits for what is undecided. */
  | { readonly pass: Fingerprint };

/** What a thread is told while it works. */
export type PoolMessage =
  /** To stop. */
  | { readonly stop: true }
  /** What is undecided. */
  | { readonly undecided: readonly TimeSpan[] };

/** Least time between two messages of progress, milliseconds: what is looked at by people needs no more, and frames are hashed by the thousand. */
const TELL_EVERY_MS = 50;

/** Fingerprints a file, on a thread of the pool. */
export async function carryOut({ path, options, passes, tells, port }: FingerprintOrder): Promise<Outcome<Fingerprint>> {
  const { hasher, secondOpinion, ...plain } = options;
  const stopping = new AbortController();
  let answer: (undecided: readonly TimeSpan[]) => void = () => {};
  const say = (message: WorkerMessage) => port.postMessage(message);
  const undecidedAfter = (pass: Fingerprint) =>
    new Promise<readonly TimeSpan[]>((resolve, reject) => {
      answer = resolve;
      stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason), { once: true });
      say({ pass });
    });
  let toldAt = Number.NEGATIVE_INFINITY;
  const onProgress = (progress: FingerprintProgress) => {
    const now = performance.now();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    say({ progress });
  };

  port.on('message', (message: PoolMessage) => {
    if ('stop' in message) stopping.abort();
    else answer(message.undecided);
  });
  say({ begun: true });
  try {
    return await outcomeOf(async () => {
      const own = {
        ...plain,
        hasher: HASHERS.get(hasher),
        secondOpinion: HASHERS.get(secondOpinion ?? '') ?? (false as const),
        signal: stopping.signal,
        ...(tells && { onProgress }),
      };
      if (passes === undefined) return fingerprintFile(path, own);
      return completePasses(fingerprintInPasses(path, { ...own, ...passes }), undecidedAfter);
    });
  } finally {
    port.close();
  }
}
