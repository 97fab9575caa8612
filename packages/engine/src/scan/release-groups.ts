import { judgeRelease } from './judge-release.ts';
import type { ScannedFile } from './outcome.ts';
import type { FoundRelease } from './releases.ts';

interface Group extends FoundRelease {
  readonly records: ScannedFile[];
  readonly waiting: Set<string>;
}

/** Collects the results of a release's files until the release is complete. */
export class ReleaseGroups {
  readonly #groups = new Map<string, Group>();

  /** Registers the files of a release. */
  add({ release, found }: FoundRelease): void {
    const paths = found.map((each) => ('error' in each ? each.path : each.file.path));
    const group: Group = { release, found, records: [], waiting: new Set(paths) };
    for (const path of paths) this.#groups.set(path, group);
  }

  /** Whether a file belongs to a release. */
  has(path: string): boolean {
    return this.#groups.has(path);
  }

  /** Adds the record of a file, which may have another name. */
  take(path: string, record: ScannedFile): void {
    this.#groups.get(path)?.records.push(record);
  }

  /** Marks a file as done. @returns The record of its release after the last file, if any file was readable. */
  finish(path: string): ScannedFile | undefined {
    const group = this.#groups.get(path);
    if (group === undefined || !group.waiting.delete(path) || group.waiting.size > 0 || group.records.length === 0) return undefined;
    return judgeRelease(group.release, group.records);
  }
}
