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
  /** The options that a message can carry. Hashers are sent as ids. */
  readonly options: Pick<FingerprintFileOptions, 'role' | 'framesPerSecond' | 'views' | 'thumbnails' | 'details' | 'audio'> & {
    readonly hasher: string;
    readonly secondOpinion: string | undefined;
  };
  /** Films shorter than this are decoded in full at once, seconds. Undefined without passes. */
  readonly passes: { readonly shortest: number | undefined } | undefined;
  /** Whether progress is wanted. */
  readonly tells: boolean;
  /** The channel between the two threads. */
  readonly port: MessagePort;
}

/** A message from a working thread. */
export type WorkerMessage =
  /** The work has started. */
  | { readonly begun: true }
  /** Its progress. */
  | { readonly progress: FingerprintProgress }
  /** The fingerprint after a pass. The thread waits for the undecided intervals. */
  | { readonly pass: Fingerprint };

/** A message to a working thread. */
export type PoolMessage =
  /** Stops it. */
  | { readonly stop: true }
  /** The undecided intervals. */
  | { readonly undecided: readonly TimeSpan[] };

/** Least time between two progress messages, milliseconds. People need no more, and frames are hashed by the thousand. */
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
