import type { Release } from '@streetdate/release';
import { judgeRelease } from './judge-release.ts';
import type { ScannedFile } from './outcome.ts';

interface Group {
  readonly release: Release;
  readonly records: ScannedFile[];
  readonly waiting: Set<string>;
}

/** Collects the results of a release's files until the release is complete. */
export class ReleaseGroups {
  readonly #groups = new Map<string, Group>();

  /**
   * Registers a release.
   * @param units - Its files and archives that have results, by their paths. A member of an archive has the path of its archive, two slashes
   * and its name.
   */
  add(release: Release, units: readonly string[]): void {
    const group: Group = { release, records: [], waiting: new Set(units) };
    for (const unit of units) this.#groups.set(unit, group);
  }

  /** Adds the record of a file. @returns Whether it belongs to a release. */
  take(path: string, record: ScannedFile): boolean {
    const group = this.#groups.get(path.split('//')[0]!);
    group?.records.push(record);
    return group !== undefined;
  }

  /** Marks a file or archive as done. @returns The record of its release after the last one, if any file was readable. */
  finish(unit: string): ScannedFile | undefined {
    const group = this.#groups.get(unit);
    if (group === undefined || !group.waiting.delete(unit) || group.waiting.size > 0 || group.records.length === 0) return undefined;
    return judgeRelease(group.release, group.records);
  }
}
