import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Fingerprint, StreetdateError, writeFault } from '@streetdate/core/portable';
import { GONE } from '../reference-index/segment/segment-search.ts';
import { type AttachedSegment, SegmentedIndex } from '../reference-index/segment/segmented-index.ts';
import { checksum } from './checksum.ts';
import { chooseMerge } from './choose-merge.ts';
import { MANIFEST, type ManifestSegment, manifestText, readManifest, writeManifest } from './manifest.ts';
import { type OpenSegment, readSegment, writeSegment } from './segment-file.ts';
import { UNFINISHED } from './write-whole.ts';
import { lockWriter } from './writer-lock.ts';

/** Options of {@link StoredIndex.open}. */
export interface StoredIndexOptions {
  /** Opens an index that is there, without the lock: any number of processes may read while one writes. @defaultValue false */
  readonly readOnly?: boolean;
  /** The hash algorithm of a new index. @defaultValue 'pdq/1' */
  readonly algorithm?: string;
  /** The view of the picture of a new index. @defaultValue 'active' */
  readonly view?: string;
  /**
   * Called with what could not be read, such as a damaged segment, and with a merge in the background that failed. The index goes on
   * with what it has. @defaultValue kept in {@link StoredIndex.warnings} alone
   */
  readonly onWarning?: (warning: StreetdateError) => void;
}

/** Work on a merge is done for so long before searches and other work get their turn, milliseconds. */
const SLICE_MS = 5;
/** Manifests that may be replaced while a reader opens the segments of one, before it takes what it got. */
const TRIES = 5;

interface StoredSegment extends OpenSegment {
  readonly name: string;
}

/**
 * A {@link SegmentedIndex} in a folder: segment files that are never changed, and a manifest that names them. What is added or removed is seen by the next
 * search of this process; once {@link flush} resolves it is on the disk, whatever happens to the process. Segments are merged in the background.
 */
export class StoredIndex extends SegmentedIndex {
  /** The folder. */
  readonly folder: string;
  /** What could not be read or merged so far, oldest first. */
  readonly warnings: StreetdateError[] = [];
  readonly #unlock: (() => Promise<void>) | undefined;
  readonly #onWarning: (warning: StreetdateError) => void;
  readonly #files = new Map<AttachedSegment, StoredSegment>();
  /** Segments of the manifest that could not be read. They stay in it: the file may be put back. */
  #unread: readonly ManifestSegment[] = [];
  #next = 1;
  #committed = '';
  #turn: Promise<unknown> = Promise.resolve();
  #merging: Promise<void> | undefined;
  #closing = false;

  private constructor(
    folder: string,
    algorithm: string,
    view: string,
    unlock: (() => Promise<void>) | undefined,
    options: StoredIndexOptions,
  ) {
    super(algorithm, view);
    this.folder = folder;
    this.#unlock = unlock;
    this.#onWarning = options.onWarning ?? (() => {});
  }

  /**
   * Opens the index in a folder, or makes a new one.
   * @throws StreetdateError that names the file: `file-not-found` when there is nothing to read, `bad-library` when the manifest is damaged, of a newer
   * version or of another algorithm, or another process is writing; `file-unreadable`, `file-unwritable`.
   */
  static async open(folder: string, options: StoredIndexOptions = {}): Promise<StoredIndex> {
    const { readOnly = false } = options;
    if (!readOnly) {
      await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
        throw writeFault(folder, cause);
      });
    }
    const unlock = readOnly ? undefined : await lockWriter(folder);
    try {
      const path = join(folder, MANIFEST);
      const found = (await readManifest(folder))?.manifest;
      if (found === undefined && readOnly)
        throw new StreetdateError('file-not-found', `${path} cannot be read: there is no index`, { path });
      const { algorithm = found?.algorithm ?? 'pdq/1', view = found?.view ?? 'active' } = options;
      if (found !== undefined && (found.algorithm !== algorithm || found.view !== view)) {
        const reason = `the index is of ${found.algorithm}, ${found.view}, and not of ${algorithm}, ${view}`;
        throw new StreetdateError('bad-library', `${path}: ${reason}`, { path });
      }
      const index = new StoredIndex(folder, algorithm, view, unlock, options);
      await index.#load();
      if (!readOnly) {
        await index.#removeLeftovers();
        await index.#commit();
      }
      return index;
    } catch (error) {
      await unlock?.();
      throw error;
    }
  }

  override add(referenceId: string, fingerprint: Fingerprint): void {
    this.#checkWriter();
    super.add(referenceId, fingerprint);
  }

  override remove(referenceId: string): boolean {
    this.#checkWriter();
    return super.remove(referenceId);
  }

  /**
   * Puts all that was added and removed so far on the disk, and lets segments be merged in the background.
   * @throws StreetdateError `file-unwritable`: nothing is lost but still in memory only; it can be called again.
   */
  async flush(): Promise<void> {
    this.#checkWriter();
    await this.#inTurn(async () => {
      this.seal(checksum);
      for (const attached of this.segments) {
        if (!this.#files.has(attached)) this.#files.set(attached, await this.#write(attached));
      }
      await this.#commit();
    });
    this.#merging ??= this.#mergeAll().finally(() => {
      this.#merging = undefined;
    });
  }

  /** Waits until nothing is left to be merged. */
  async settled(): Promise<void> {
    await this.#merging;
  }

  /**
   * Takes in what a writer flushed since. References keep their numbers.
   * @returns Whether there was anything new.
   * @throws StreetdateError as {@link open}.
   */
  async refresh(): Promise<boolean> {
    if (this.#unlock !== undefined) return false;
    return await this.#inTurn(() => this.#load());
  }

  /** Puts what is left on the disk, stops merging, and lets the next writer in. */
  async close(): Promise<void> {
    if (this.#closing) return;
    try {
      if (this.#unlock !== undefined) await this.flush();
    } finally {
      this.#closing = true;
      await this.#merging;
      await this.#turn;
      await Promise.all([...this.#files.values()].map(({ file }) => file.close()));
      await this.#unlock?.();
    }
  }

  #checkWriter(): void {
    if (this.#closing) throw new TypeError('index must be open, got a closed one');
    if (this.#unlock === undefined) throw new TypeError('index must be open for writing, got one that was opened with readOnly');
  }

  /** Brings the index to what the manifest says. @returns Whether that is anything new. */
  async #load(): Promise<boolean> {
    const known = new Map([...this.#files].map(([attached, { name }]) => [name, attached]));
    for (let tried = 1; ; tried++) {
      const read = await readManifest(this.folder);
      if (read === undefined || read.text === this.#committed) return false;
      const { manifest, text } = read;
      const opened = new Map<string, StoredSegment>();
      const faults: { readonly segment: ManifestSegment; readonly fault: StreetdateError }[] = [];
      for (const segment of manifest.segments) {
        if (known.has(segment.file)) continue;
        try {
          opened.set(segment.file, { name: segment.file, ...(await this.#read(segment)) });
        } catch (error) {
          if (!(error instanceof StreetdateError)) throw error;
          faults.push({ segment, fault: error });
        }
      }
      // A writer deletes what it has merged: the segments that are missing may be in a new manifest under another name.
      const replaced = faults.length > 0 && (await readManifest(this.folder))?.text !== text;
      if (replaced && tried < TRIES) {
        await Promise.all([...opened.values()].map(({ file }) => file.close()));
        continue;
      }
      for (const { file, removed } of manifest.segments) {
        const stored = opened.get(file);
        const attached = known.get(file);
        if (stored !== undefined) this.#files.set(this.attach(stored.segment, removed), stored);
        else if (attached !== undefined) this.#removePlaces(attached, removed);
      }
      const named = new Set(manifest.segments.map(({ file }) => file));
      for (const [name, attached] of known) if (!named.has(name)) await this.#drop(attached);
      this.#unread = faults.map(({ segment }) => segment);
      for (const { fault } of faults) this.#warn(fault);
      this.#next = manifest.next;
      this.#committed = text;
      return true;
    }
  }

  async #read({ file, bytes }: ManifestSegment): Promise<OpenSegment> {
    const path = join(this.folder, file);
    const opened = await readSegment(path, bytes);
    const { algorithm, view } = opened.segment.facts;
    if (algorithm === this.algorithm && view === this.view) return opened;
    await opened.file.close();
    throw new StreetdateError(
      'bad-library',
      `${path}: the segment is of ${algorithm}, ${view}, and not of ${this.algorithm}, ${this.view}`,
      { path },
    );
  }

  #removePlaces({ segment, numbers }: AttachedSegment, places: readonly number[]): void {
    for (const place of places) if (numbers[place] !== GONE) this.takeOut(segment.idOf(place));
  }

  async #drop(attached: AttachedSegment): Promise<void> {
    this.detach(attached);
    await this.#files.get(attached)?.file.close();
    this.#files.delete(attached);
  }

  async #write({ segment }: Pick<AttachedSegment, 'segment'>): Promise<StoredSegment> {
    const name = `${String(this.#next++).padStart(8, '0')}.sdsg`;
    return { name, ...(await writeSegment(join(this.folder, name), segment)) };
  }

  /** Writes the manifest, where it says anything new. */
  async #commit(): Promise<void> {
    const segments = this.segments.flatMap((attached) => {
      const stored = this.#files.get(attached);
      const removed = [...attached.numbers.keys()].filter((place) => attached.numbers[place] === GONE);
      return stored === undefined ? [] : [{ file: stored.name, bytes: stored.fileBytes, removed }];
    });
    const { algorithm, view } = this;
    const text = manifestText({ algorithm, view, next: this.#next, segments: [...this.#unread, ...segments] });
    if (text === this.#committed) return;
    await writeManifest(this.folder, text);
    this.#committed = text;
  }

  async #mergeAll(): Promise<void> {
    try {
      for (;;) {
        const stored = this.segments.filter((attached) => this.#files.has(attached));
        const chosen = chooseMerge(
          stored.map(({ segment, numbers }) => ({ frames: segment.facts.frames, liveFrames: liveFrames(segment, numbers) })),
        );
        if (chosen === undefined || this.#closing || !(await this.#mergeOnce(stored.slice(chosen.start, chosen.end)))) return;
      }
    } catch (error) {
      if (!(error instanceof StreetdateError)) throw error;
      this.#warn(error);
    }
  }

  /** Merges neighbours into one. @returns false when it was stopped. */
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
    const stored = await this.#write(merged);
    const replaced = segments.flatMap((attached) => this.#files.get(attached) ?? []);
    try {
      await this.#inTurn(async () => {
        this.#files.set(this.replace(merged), stored);
        for (const attached of segments) this.#files.delete(attached);
        await this.#commit();
      });
      // Where they cannot be deleted the next writer does it.
      for (const { name } of replaced) await rm(join(this.folder, name), { force: true }).catch(() => {});
    } finally {
      await Promise.all(replaced.map(({ file }) => file.close()));
    }
    return true;
  }

  /** Removes what a killed writer left: unfinished files, and segments that no manifest names. */
  async #removeLeftovers(): Promise<void> {
    const named = new Set([...[...this.#files.values()].map(({ name }) => name), ...this.#unread.map(({ file }) => file)]);
    for (const name of await readdir(this.folder)) {
      if (!name.endsWith(UNFINISHED) && !(/^\d{8}\.sdsg$/.test(name) && !named.has(name))) continue;
      await rm(join(this.folder, name), { force: true }).catch(() => {});
    }
  }

  /** Changes of the folder happen one after the other. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return await turn;
  }

  #warn(warning: StreetdateError): void {
    this.warnings.push(warning);
    this.#onWarning(warning);
  }
}

function liveFrames(segment: AttachedSegment['segment'], numbers: Uint32Array): number {
  return numbers.reduce((frames, number, place) => frames + (number === GONE ? 0 : segment.framesOf(place)), 0);
}
