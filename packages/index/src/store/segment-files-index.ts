import { type AttachedSegment, REMOVED } from '../reference-index/segment/index-snapshot.ts';
import { SegmentedIndexReader } from '../reference-index/segment/segmented-index-reader.ts';
import { type OpenSegment, readSegment } from './segment-file.ts';

/** A segment file that an index shows. */
export interface SegmentFile {
  /** Names the segment. */
  readonly key: string;
  /** The file. It is kept open, so it may be deleted once it is shown. */
  readonly path: string;
  /** The size that it must have. */
  readonly bytes: number;
  /** Ids of its references that were removed. */
  readonly removed: readonly string[];
}

/** A segment that is shown. */
interface Shown {
  readonly open: OpenSegment;
  readonly attached: AttachedSegment;
  /** The place of each of its references. */
  readonly places: ReadonlyMap<string, number>;
  removed: ReadonlySet<string>;
}

/**
 * Reads an index from chosen segment files, wherever they lie. Segments come and go, and what is derived from the references that stay is
 * kept. It starts empty.
 */
export class SegmentFilesIndex extends SegmentedIndexReader {
  readonly #shown = new Map<string, Shown>();

  /** Bytes of memory that the segments take. */
  get bytes(): number {
    return this.memory.segmentBytes;
  }

  /**
   * Shows these segments and no others. Searches go on meanwhile, and see either the old or the new ones. Do not call it again before it is done.
   * @param files - In the order in which they were made. A reference in two of them must be removed from one.
   * @throws StreetdateError that names the file: `file-not-found`, `file-unreadable`, or `bad-library` when it is damaged. Then it is as before.
   */
  async show(files: readonly SegmentFile[]): Promise<void> {
    const opened = new Map<string, OpenSegment>();
    try {
      for (const { key, path, bytes } of files) if (!this.#shown.has(key)) opened.set(key, await readSegment(path, bytes));
    } catch (error) {
      for (const { file } of opened.values()) await file.close();
      throw error;
    }
    const gone = this.#change(files, opened);
    for (const { file } of gone) await file.close();
  }

  /** Closes the files. */
  async close(): Promise<void> {
    const shown = [...this.#shown.values()];
    this.#shown.clear();
    for (const { open, attached } of shown) {
      this.detachSegment(attached);
      await open.file.close();
    }
  }

  /** Changes what is shown, at once. @returns The segments that are shown no more. */
  #change(files: readonly SegmentFile[], opened: ReadonlyMap<string, OpenSegment>): OpenSegment[] {
    for (const { key, removed } of files) {
      const known = this.#shown.get(key);
      if (known !== undefined) this.#remove(known, removed);
    }
    for (const { key, removed } of files) {
      const open = opened.get(key);
      if (open === undefined) continue;
      const { segment } = open;
      const places = new Map(Array.from({ length: segment.facts.references }, (_, place) => [segment.idOf(place), place]));
      const attached = this.attachSegment(
        segment,
        removed.flatMap((id) => places.get(id) ?? []),
      );
      this.#shown.set(key, { open, attached, places, removed: new Set(removed) });
    }
    const wanted = new Set(files.map(({ key }) => key));
    return [...this.#shown].flatMap(([key, { open, attached }]) => {
      if (wanted.has(key)) return [];
      this.#shown.delete(key);
      this.detachSegment(attached);
      return [open];
    });
  }

  #remove(shown: Shown, removed: readonly string[]): void {
    for (const id of removed) {
      const place = shown.removed.has(id) ? undefined : shown.places.get(id);
      if (place !== undefined && shown.attached.numbers[place] !== REMOVED) this.takeOut(id);
    }
    shown.removed = new Set(removed);
  }
}
