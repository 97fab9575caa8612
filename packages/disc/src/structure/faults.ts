import { StreetdateError } from '@streetdate/core/portable';

/** Most faults that are listed. A disc full of faults needs no longer list. */
const MOST_FAULTS = 200;

/** Collects the faults of a disc, so that the rest of it is still read. */
export class Faults {
  readonly #lines: string[] = [];
  #more = 0;

  /** The faults so far, and the number of those not listed. */
  get lines(): readonly string[] {
    return this.#more === 0 ? this.#lines : [...this.#lines, `and ${this.#more} more`];
  }

  /** Records a fault. */
  add(line: string): void {
    if (this.#lines.length < MOST_FAULTS) this.#lines.push(line);
    else this.#more++;
  }

  /** Runs some work and records damage found by it. Other errors are rethrown. @returns undefined after damage. */
  try<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#note(error);
      return undefined;
    }
  }

  /** The same for asynchronous work. */
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
