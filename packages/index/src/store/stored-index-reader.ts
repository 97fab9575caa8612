import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { SegmentedIndexReader } from '../reference-index/segment/segmented-index-reader.ts';
import { IndexFolder, type IndexKind, readIndexKind } from './index-folder.ts';
import { MANIFEST } from './manifest.ts';

/** Options of {@link StoredIndexReader.open}. */
export interface StoredIndexReaderOptions {
  /** Called for each segment that could not be read. The index goes on without it. @defaultValue {@link StoredIndexReader.warnings} keeps them */
  readonly onWarning?: (warning: StreetdateError) => void;
}

/**
 * Reads the index in a folder. It takes no lock: any number of processes may read while one writes. It keeps its segment files open,
 * so a writer may delete them meanwhile. Call {@link refresh} to see what a writer has flushed since.
 */
export class StoredIndexReader extends SegmentedIndexReader {
  readonly #folder: IndexFolder;

  private constructor(folder: string, { algorithm, view }: IndexKind, { onWarning = () => {} }: StoredIndexReaderOptions) {
    super(algorithm, view);
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
      onWarning,
    );
  }

  /**
   * Opens the index in a folder.
   * @throws StreetdateError that names the file: `file-not-found` when there is no index, `bad-library` when the manifest is damaged or of
   * a newer version, `file-unreadable`.
   */
  static async open(folder: string, options: StoredIndexReaderOptions = {}): Promise<StoredIndexReader> {
    const kind = await readIndexKind(folder, {});
    if (!kind.exists) {
      const path = join(folder, MANIFEST);
      throw new StreetdateError('file-not-found', `${path} cannot be read: there is no index`, { path });
    }
    const index = new StoredIndexReader(folder, kind, options);
    await index.#folder.load();
    return index;
  }

  /** The folder. */
  get folder(): string {
    return this.#folder.path;
  }

  /** What could not be read so far, oldest first. */
  get warnings(): readonly StreetdateError[] {
    return this.#folder.warnings;
  }

  /**
   * Takes in what a writer has flushed since. References keep their numbers.
   * @returns Whether there was anything new.
   * @throws StreetdateError as {@link open}.
   */
  async refresh(): Promise<boolean> {
    return await this.#folder.inTurn(() => this.#folder.load());
  }

  /** Closes the files. */
  async close(): Promise<void> {
    await this.#folder.close();
  }
}
