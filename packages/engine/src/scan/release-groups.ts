import { judgeRelease } from './judge-release.ts';
import type { ScannedFile } from './outcome.ts';
import type { FoundRelease } from './releases.ts';

interface Group extends FoundRelease {
  readonly records: ScannedFile[];
  readonly waiting: Set<string>;
}

/** Keeps the results of the files of releases until each release is complete. */
export class ReleaseGroups {
  readonly #groups = new Map<string, Group>();

  /** Expects the files of a release. */
  add({ release, found }: FoundRelease): void {
    const paths = found.map((each) => ('error' in each ? each.path : each.file.path));
    const group: Group = { release, found, records: [], waiting: new Set(paths) };
    for (const path of paths) this.#groups.set(path, group);
  }

  /** Whether a file belongs to a release. */
  has(path: string): boolean {
    return this.#groups.has(path);
  }

  /** Takes the record of a file. */
  take(record: ScannedFile): void {
    this.#groups.get(record.path)?.records.push(record);
  }

  /** Says that a file is done with. @returns The record of its release when that was the last one, and some of its files could be read. */
  finish(path: string): ScannedFile | undefined {
    const group = this.#groups.get(path);
    if (group === undefined || !group.waiting.delete(path) || group.waiting.size > 0 || group.records.length === 0) return undefined;
    return judgeRelease(group.release, group.records);
  }
}
