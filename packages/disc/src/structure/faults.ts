import { StreetdateError } from '@streetdate/core/portable';

/** Most faults that are listed: a disc made of faults needs no longer list to be known as one. */
const MOST_FAULTS = 200;

/** Collects what could not be read, so that the rest of a disc still is. */
export class Faults {
  readonly #lines: string[] = [];
  #more = 0;

  /** The faults so far, and how many more there were. */
  get lines(): readonly string[] {
    return this.#more === 0 ? this.#lines : [...this.#lines, `and ${this.#more} more`];
  }

  /** Notes a fault. */
  add(line: string): void {
    if (this.#lines.length < MOST_FAULTS) this.#lines.push(line);
    else this.#more++;
  }

  /** Does a piece of work; damage in it is noted. Any other error goes through. @returns undefined where there was damage. */
  try<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#note(error);
      return undefined;
    }
  }

  /** The same for work that waits. */
  async tryAsync<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#note(error);
      return undefined;
    }
  }

  #note(error: unknown): void {
    if (!(error instanceof StreetdateError) || (error.code !== 'damaged-disc' && error.code !== 'file-unreadable')) throw error;
    this.add(error.message);
  }
}
