import type { ListedFile } from './list-files.ts';

interface Known {
  stamp: string;
  /** When the stamp was first seen, in milliseconds of a clock that does not step. */
  sinceMs: number;
  /** Number of the list that had it last. */
  list: number;
  isDone: boolean;
}

/**
 * Tells which files have stopped growing: their size and time have not changed for some seconds. Times of the file's own clock are not
 * compared with this machine's, so that copies with old times and servers with other clocks do no harm.
 */
export class Settling {
  readonly #settleMs: number;
  readonly #known = new Map<string, Known>();
  #list = 0;

  /** @param settleSeconds - How long a file must stay as it is. */
  constructor(settleSeconds: number) {
    this.#settleMs = settleSeconds * 1000;
  }

  /** Begins a new list. */
  begin(): void {
    this.#list++;
  }

  /** Takes a file of the list. */
  see({ path, stamp }: ListedFile, nowMs: number): void {
    const known = this.#known.get(path);
    if (known === undefined) this.#known.set(path, { stamp, sinceMs: nowMs, list: this.#list, isDone: false });
    else if (known.stamp === stamp) known.list = this.#list;
    else this.#known.set(path, { stamp, sinceMs: nowMs, list: this.#list, isDone: false });
  }

  /** Ends the list, and forgets the files that it did not have. */
  end(): void {
    for (const [path, { list }] of this.#known) if (list !== this.#list) this.#known.delete(path);
  }

  /** The files that have settled and are not done. */
  ready(nowMs: number): string[] {
    const ready: string[] = [];
    for (const [path, { sinceMs, isDone }] of this.#known) if (!isDone && nowMs - sinceMs >= this.#settleMs) ready.push(path);
    return ready.sort();
  }

  /** Whether a file is done. */
  isDone(path: string): boolean {
    return this.#known.get(path)?.isDone ?? false;
  }

  /** Whether a file is still to be done. */
  get isWaiting(): boolean {
    for (const { isDone } of this.#known.values()) if (!isDone) return true;
    return false;
  }

  /** Marks a file as done, until it changes. */
  done(path: string): void {
    const known = this.#known.get(path);
    if (known) known.isDone = true;
  }

  /** Lets a file wait once more. */
  again(path: string, nowMs: number): void {
    const known = this.#known.get(path);
    if (known) known.sinceMs = nowMs;
  }
}
