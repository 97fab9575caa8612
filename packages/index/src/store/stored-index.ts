import { setImmediate } from 'node:timers/promises';
import { writeFault } from '@streetdate/core/internal';
import { makeFolder } from '@streetdate/core/internal/files';
import { type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { type AttachedSegment, REMOVED } from '../reference-index/segment/index-snapshot.ts';
import { SegmentedIndex } from '../reference-index/segment/segmented-index.ts';
import { checksum } from './checksum.ts';
import { chooseMerge } from './choose-merge.ts';
import { IndexFolder, type IndexKind, readIndexKind } from './index-folder.ts';
import { lockWriter } from './writer-lock.ts';

/** Options of {@link StoredIndex.open}. */
export interface StoredIndexOptions {
  /** The hash algorithm of a new index. @defaultValue 'pdq/1' */
  readonly algorithm?: string;
  /** The view of the picture of a new index. @defaultValue 'active' */
  readonly view?: string;
  /**
   * Called for each segment that could not be read and each merge that failed. The index goes on with what it has.
   * @defaultValue {@link StoredIndex.warnings} keeps them
   */
  readonly onWarning?: (warning: StreetdateError) => void;
}

/** Longest time that a merge works before searches and other work get their turn, milliseconds. */
const SLICE_MS = 5;

/**
 * A {@link SegmentedIndex} in a folder, open for writing. The next search of this process sees what was added or removed. Once
 * {@link flush} resolves, the changes survive a crash and a power cut. Segments are merged in the background. One process writes at a
 * time; `StoredIndexReader` reads meanwhile.
 */
export class StoredIndex extends SegmentedIndex {
  readonly #folder: IndexFolder;
  readonly #unlock: () => Promise<void>;
  #merging: Promise<void> | undefined;
  #closing = false;

  private constructor(folder: string, { algorithm, view }: IndexKind, unlock: () => Promise<void>, options: StoredIndexOptions) {
    super(algorithm, view);
    this.#unlock = unlock;
    this.#folder = new IndexFolder(
      folder,
      {
        algorithm,
        view,
        segments: this.segments,
        attach: (segment, removed) => this.attachSegment(segment, removed),
        detach: (attached) => this.detachSegment(attached),
        remove: (referenceId) => this.takeOut(referenceId),
      },
      options.onWarning ?? (() => {}),
    );
  }

  /**
   * Opens the index in a folder for writing, or creates one.
   * @throws StreetdateError that names the file: `bad-library` when another process is writing, or when the manifest is damaged, of a
   * newer version or of another algorithm; `file-unreadable`, `file-unwritable`.
   */
  static async open(folder: string, options: StoredIndexOptions = {}): Promise<StoredIndex> {
    await makeFolder(folder).catch((cause: unknown) => {
      throw writeFault(folder, cause);
    });
    const unlock = await lockWriter(folder);
    try {
      const index = new StoredIndex(folder, await readIndexKind(folder, options), unlock, options);
      await index.#folder.load();
      await index.#folder.removeLeftovers();
      await index.#folder.commit();
      return index;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** The folder. */
  get folder(): string {
    return this.#folder.path;
  }

  /** What could not be read or merged so far, oldest first. */
  get warnings(): readonly StreetdateError[] {
    return this.#folder.warnings;
  }

  override add(referenceId: string, fingerprint: Fingerprint): void {
    this.#checkOpen();
    super.add(referenceId, fingerprint);
  }

  override remove(referenceId: string): boolean {
    this.#checkOpen();
    return super.remove(referenceId);
  }

  /**
   * Writes everything that was added and removed so far to the disk, and starts merging segments in the background.
   * @throws StreetdateError `file-unwritable`. Nothing is lost then: the changes are still in memory, and it can be called again.
   */
  async flush(): Promise<void> {
    this.#checkOpen();
    await this.#folder.inTurn(async () => {
      this.seal(checksum);
      await this.#folder.save();
    });
    this.#merging ??= this.#mergeAll().finally(() => {
      this.#merging = undefined;
    });
  }

  /** Waits until no merge is left to do. */
  async settled(): Promise<void> {
    await this.#merging;
  }

  /** Flushes, stops merging, and gives the lock back. */
  async close(): Promise<void> {
    if (this.#closing) return;
    try {
      await this.flush();
    } finally {
      this.#closing = true;
      await this.#merging;
      await this.#folder.close();
      await this.#unlock();
    }
  }

  #checkOpen(): void {
    if (this.#closing) throw new TypeError('index must be open, got a closed one');
  }

  async #mergeAll(): Promise<void> {
    const rewritten = new Set<string>();
    try {
      for (;;) {
        const stored = this.#folder.stored();
        const chosen = chooseMerge(
          stored.map(({ segment, numbers }) => ({ frames: segment.facts.frames, liveFrames: liveFrames(segment, numbers) })),
        );
        // A file of before has no keypoints in order; written once more, it has.
        const old =
          chosen === undefined ? stored.find(({ segment }) => segment.lacksKeypoints && !rewritten.has(segment.idOf(0))) : undefined;
        if (old !== undefined) rewritten.add(old.segment.idOf(0));
        const merged = chosen === undefined ? old && [old] : stored.slice(chosen.start, chosen.end);
        if (merged === undefined || this.#closing || !(await this.#mergeOnce(merged))) return;
      }
    } catch (error) {
      if (!(error instanceof StreetdateError)) throw error;
      this.#folder.warn(error);
    }
  }

  /** Merges neighbouring segments into one. @returns false when it was stopped. */
  async #mergeOnce(segments: readonly AttachedSegment[]): Promise<boolean> {
    const building = this.merge(segments, checksum);
    let step = building.next();
    for (let since = performance.now(); step.done !== true; step = building.next()) {
      if (performance.now() - since < SLICE_MS) continue;
      await setImmediate();
      if (this.#closing) return false;
      since = performance.now();
    }
    const merged = step.value;
    const stored = await this.#folder.write(merged.segment);
    await this.#folder.replace(segments, stored, () => this.replace(merged));
    return true;
  }
}

function liveFrames(segment: AttachedSegment['segment'], numbers: Uint32Array): number {
  return numbers.reduce((frames, number, place) => frames + (number === REMOVED ? 0 : segment.framesOf(place)), 0);
}
