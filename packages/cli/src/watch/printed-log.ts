import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What an earlier run has left. */
interface Left {
  /** When its batch began: ISO 8601, UTC. */
  readonly since: string;
  /** Ids of the scans that it printed. */
  readonly ids: Set<string>;
}

/**
 * Notes which results of a batch were printed. A result is stored before it is printed, so that a process that is killed between the two
 * would never print it. The next run finds the note of the batch that was cut short. Where no note can be written, because the disk is full,
 * the work goes on without.
 */
export class PrintedLog {
  readonly #path: string;
  #left: Left | undefined;

  private constructor(path: string, left: Left | undefined) {
    this.#path = path;
    this.#left = left;
  }

  /**
   * Opens the log for a watched folder.
   * @param home - The library's folder, where it lies.
   */
  static async open(home: string, folder: string): Promise<PrintedLog> {
    const path = join(home, `watch-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.log`);
    const [since, ...ids] = (await readFile(path, 'latin1').catch(() => '')).split('\n');
    return new PrintedLog(path, since ? { since, ids: new Set(ids) } : undefined);
  }

  /** Begins a batch. @param at - ISO 8601, UTC. */
  async begin(at: string): Promise<void> {
    if (this.#left === undefined) await writeFile(this.#path, `${at}\n`).catch(() => {});
  }

  /** Notes that a result was printed. */
  async add(scanId: string): Promise<void> {
    this.#left?.ids.add(scanId);
    await appendFile(this.#path, `${scanId}\n`).catch(() => {});
  }

  /** Ends a batch whose results are all printed. */
  async end(): Promise<void> {
    this.#left = undefined;
    await rm(this.#path, { force: true }).catch(() => {});
  }

  /** Whether an earlier run stored a result, was cut short, and did not print it. */
  isOwed({ scanId, scannedAt }: { readonly scanId: string; readonly scannedAt: string }): boolean {
    return this.#left !== undefined && scannedAt >= this.#left.since && !this.#left.ids.has(scanId);
  }
}
