import { resolve } from 'node:path';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { StoredUnscanned } from '../catalogue/stored.ts';
import { isScanned, type ScanOutcome } from './outcome.ts';

/** Notes that are written together. */
const TOGETHER = 200;

/** Keeps the library's list of files that were not looked at up to date with the outcomes of a scan, so that reports can name them. */
export class UnscannedNotes {
  readonly #catalogue: Catalogue;
  readonly #now: () => Date;
  readonly #known: ReadonlySet<string>;
  #noted: StoredUnscanned[] = [];
  #lookedAt: string[] = [];

  private constructor(catalogue: Catalogue, now: () => Date, known: ReadonlySet<string>) {
    this.#catalogue = catalogue;
    this.#now = now;
    this.#known = known;
  }

  /** Reads what is noted. */
  static async open(catalogue: Catalogue, now: () => Date): Promise<UnscannedNotes> {
    return new UnscannedNotes(catalogue, now, new Set((await catalogue.unscanned()).map(({ path }) => path)));
  }

  /** Takes an outcome: notes what was not looked at, and removes the note on what was. */
  async take(outcome: ScanOutcome): Promise<void> {
    if ('error' in outcome) {
      // A mistyped name is no file.
      if (outcome.error.code !== 'file-not-found') this.#note(outcome.path, outcome.error.code, outcome.error.message);
    } else if ('rule' in outcome) this.#note(outcome.path, 'skipped', outcome.verdict.summary);
    else {
      for (const { path } of isScanned(outcome) ? (outcome.files ?? [outcome]) : [outcome]) {
        if (this.#known.has(resolved(path))) this.#lookedAt.push(resolved(path));
      }
    }
    if (this.#noted.length + this.#lookedAt.length >= TOGETHER) await this.write();
  }

  /** Stores what was taken. A list that cannot be stored loses no result. */
  async write(): Promise<void> {
    const [noted, lookedAt] = [this.#noted, this.#lookedAt];
    [this.#noted, this.#lookedAt] = [[], []];
    if (noted.length + lookedAt.length === 0) return;
    await this.#catalogue
      .write(async (writer) => {
        await writer.removeUnscanned(lookedAt);
        await writer.putUnscanned(noted);
      })
      .catch(() => {});
  }

  #note(path: string, code: StoredUnscanned['code'], reason: string): void {
    this.#noted.push({ path: resolved(path), code, reason, notedAt: this.#now().toISOString() });
  }
}

/** Absolute, with the two slashes before a member of an archive. */
function resolved(path: string): string {
  const at = path.indexOf('//', 1);
  return at < 0 ? resolve(path) : `${resolve(path.slice(0, at))}${path.slice(at)}`;
}
