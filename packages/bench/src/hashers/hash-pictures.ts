import { setImmediate as letOthersRun } from 'node:timers/promises';
import { type LumaFrame, StreetdateError } from '@streetdate/core';
import { ASYNC, type NamedHasher } from './load-hasher.ts';

/** Words around a hash that a hasher must leave alone, and what the room holds before the call. */
const GUARD = 2;
const FILLS = [0xa5a5a5a5, 0x5a5a5a5a] as const;

/** Longest time without a pause for signals and progress, milliseconds. */
const PAUSE_AFTER_MS = 40;

/** Options for {@link hashPictures}. */
export interface HashPicturesOptions {
  /** What a message calls a picture. @defaultValue its number */
  readonly nameOf?: (at: number) => string;
  /** Stops between two pictures. */
  readonly signal?: AbortSignal;
  /** Called now and then with the number of pictures that are hashed. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Hashes pictures one after the other, and checks what a hasher promises: it returns nothing to wait for, writes all its words and no others,
 * writes the same at every call whatever stood there, and leaves the picture alone.
 * @returns Hashes of all pictures, packed.
 * @throws StreetdateError `bad-model` that names the hasher's file, the picture and the reason. The signal's reason.
 */
export async function hashPictures(
  named: NamedHasher,
  pictures: readonly LumaFrame[],
  { nameOf = (at) => `picture ${at + 1}`, signal, onProgress }: HashPicturesOptions = {},
): Promise<Uint32Array> {
  const words = named.hasher.bits / 32;
  const hashes = new Uint32Array(words * pictures.length);
  let paused = performance.now();
  for (const [at, picture] of pictures.entries()) {
    hashes.set(checkedHash(named, picture, nameOf(at)), at * words);
    if (performance.now() - paused < PAUSE_AFTER_MS) continue;
    onProgress?.(at + 1);
    await letOthersRun();
    signal?.throwIfAborted();
    paused = performance.now();
  }
  return hashes;
}

/** What a hasher that failed throws: it names the hasher's file, the reason and the picture. */
export function hasherFailed({ source }: NamedHasher, reason: string, picture: string, cause?: unknown): StreetdateError {
  return new StreetdateError('bad-model', `${source}: ${reason}, for ${picture}`, { path: source, cause });
}

/** Why a hasher failed that threw. */
export function threw(cause: unknown): string {
  return `hash() threw ${describe(cause)}`;
}

function checkedHash(named: NamedHasher, picture: LumaFrame, name: string): Uint32Array {
  const { hasher } = named;
  const words = hasher.bits / 32;
  const fail = (reason: string, cause?: unknown): never => {
    throw hasherFailed(named, reason, name, cause);
  };
  const before = picture.pixels.slice();
  const [first, second] = FILLS.map((fill) => {
    const room = new Uint32Array(words + 2 * GUARD).fill(fill);
    let returned: unknown;
    try {
      returned = hasher.hash(picture, room, GUARD);
    } catch (cause) {
      fail(threw(cause), cause);
    }
    if (typeof Object(returned).then === 'function') {
      Promise.resolve(returned).catch(() => {}); // Its own failure says less.
      fail(ASYNC);
    }
    if ([...room.subarray(0, GUARD), ...room.subarray(GUARD + words)].some((word) => word !== fill)) {
      fail(`hash() wrote outside its ${words} words, which begin at \`offset\``);
    }
    if (picture.pixels.some((value, at) => value !== before[at])) fail('hash() changed the pixels of the picture');
    return { hash: room.subarray(GUARD, GUARD + words), returned };
  }) as [Attempt, Attempt];
  const unwritten = first.hash.findIndex((word, at) => word === FILLS[0] && second.hash[at] === FILLS[1]);
  if (unwritten >= 0) {
    const answer = first.returned === undefined ? '' : `; it returned ${describe(first.returned)} instead, which is not read`;
    fail(`hash() must write ${words} words into \`hashes\` from \`offset\` on, and left word ${unwritten} as it was${answer}`);
  }
  if (first.hash.some((word, at) => word !== second.hash[at])) {
    const reason = keepsBits(first.hash, second.hash) ? ': it adds bits to what stands in `hashes`; clear its words first' : '';
    fail(`hash() gave two hashes of one picture${reason || ': it must be pure, without random numbers or state'}`);
  }
  return first.hash;
}

/** A call of `hash()`. */
interface Attempt {
  readonly hash: Uint32Array;
  readonly returned: unknown;
}

/** Whether every bit that stood before is still set, in both rooms. */
function keepsBits(first: Uint32Array, second: Uint32Array): boolean {
  return first.every((word, at) => (word & FILLS[0]) >>> 0 === FILLS[0] && (second[at]! & FILLS[1]) >>> 0 === FILLS[1]);
}

function describe(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message.split('\n', 1)[0]}`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `${value.constructor.name} of ${(value as { length?: number }).length}`;
  return typeof value === 'string' ? `a string of ${value.length}` : String(value);
}
