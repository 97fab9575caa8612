import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { type AttachedSegment, REMOVED } from '../reference-index/segment/index-snapshot.ts';
import type { Segment } from '../reference-index/segment/segment.ts';
import { MANIFEST, type Manifest, type ManifestSegment, manifestText, readManifest, writeManifest } from './manifest.ts';
import { type OpenSegment, readSegment, writeSegment } from './segment-file.ts';
import { UNFINISHED } from './write-whole.ts';

/** How often a reader starts again because a writer has replaced the manifest meanwhile. Then it takes what it got. */
const TRIES = 5;

/** The index whose segments a folder keeps. */
export interface FolderIndex {
  readonly algorithm: string;
  readonly view: string;
  readonly segments: readonly AttachedSegment[];
  readonly attach: (segment: Segment, removed: readonly number[]) => AttachedSegment;
  readonly detach: (attached: AttachedSegment) => void;
  readonly remove: (referenceId: string) => void;
}

/** A segment that is in a file. */
interface StoredSegment extends OpenSegment {
  readonly name: string;
}

/** The files of an index: segment files, which never change, and a manifest that names them. Holds the segment files open. */
export class IndexFolder {
  /** The folder. */
  readonly path: string;
  /** What could not be read or merged so far, oldest first. */
  readonly warnings: StreetdateError[] = [];
  readonly #index: FolderIndex;
  readonly #onWarning: (warning: StreetdateError) => void;
  readonly #files = new Map<AttachedSegment, StoredSegment>();
  /** Segments of the manifest that could not be read. They stay in it, since the file may be put back. */
  #unread: readonly ManifestSegment[] = [];
  /** Number of the next segment file. */
  #next = 1;
  /** Text of the newest manifest that was read or written. */
  #committed = '';
  #turn: Promise<unknown> = Promise.resolve();

  constructor(path: string, index: FolderIndex, onWarning: (warning: StreetdateError) => void) {
    this.path = path;
    this.#index = index;
    this.#onWarning = onWarning;
  }

  /** Brings the index to the state of the manifest. @returns Whether the manifest is new. */
  async load(): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      const read = await readManifest(this.path);
      if (read === undefined || read.text === this.#committed) return false;
      const { opened, faults } = await this.#openNew(read.manifest);
      // A writer deletes the segments that it has merged, so a missing segment may mean a new manifest.
      const replaced = faults.size > 0 && (await readManifest(this.path))?.text !== read.text;
      if (replaced && tries < TRIES) {
        await Promise.all([...opened.values()].map(({ file }) => file.close()));
        continue;
      }
      await this.#adopt(read.manifest, opened);
      this.#unread = [...faults.keys()];
      for (const fault of faults.values()) this.warn(fault);
      this.#committed = read.text;
      return true;
    }
  }

  /** Writes all segments of the index that are in no file yet, and the manifest. @throws StreetdateError `file-unwritable`. */
  async save(): Promise<void> {
    for (const attached of this.#index.segments) {
      if (!this.#files.has(attached)) this.#files.set(attached, await this.write(attached.segment));
    }
    await this.commit();
  }

  /** Writes a segment to a new file. No manifest names it yet. */
  async write(segment: Segment): Promise<StoredSegment> {
    const name = `${String(this.#next++).padStart(8, '0')}.sdsg`;
    return { name, ...(await writeSegment(join(this.path, name), segment)) };
  }

  /** Writes the manifest if it changed. */
  async commit(): Promise<void> {
    const segments = this.#index.segments.flatMap((attached) => {
      const stored = this.#files.get(attached);
      const removed = [...attached.numbers.keys()].filter((place) => attached.numbers[place] === REMOVED);
      return stored === undefined ? [] : [{ file: stored.name, bytes: stored.fileBytes, removed }];
    });
    const { algorithm, view } = this.#index;
    const text = manifestText({ algorithm, view, next: this.#next, segments: [...this.#unread, ...segments] });
    if (text === this.#committed) return;
    await writeManifest(this.path, text);
    this.#committed = text;
  }

  /** The segments of the index that are in files. */
  stored(): readonly AttachedSegment[] {
    return this.#index.segments.filter((attached) => this.#files.has(attached));
  }

  /**
   * Replaces segments by a merged one, in the index and in the manifest, and deletes their files.
   * @param swap - Replaces them in the index.
   */
  async replace(replaced: readonly AttachedSegment[], merged: StoredSegment, swap: () => AttachedSegment): Promise<void> {
    const files = replaced.flatMap((attached) => this.#files.get(attached) ?? []);
    try {
      await this.inTurn(async () => {
        this.#files.set(swap(), merged);
        for (const attached of replaced) this.#files.delete(attached);
        await this.commit();
      });
      // The next writer deletes those that cannot be deleted now.
      for (const { name } of files) await rm(join(this.path, name), { force: true }).catch(() => {});
    } finally {
      await Promise.all(files.map(({ file }) => file.close()));
    }
  }

  /** Deletes what a killed writer left: unfinished files and segments that no manifest names. */
  async removeLeftovers(): Promise<void> {
    const named = new Set([...[...this.#files.values()].map(({ name }) => name), ...this.#unread.map(({ file }) => file)]);
    for (const name of await readdir(this.path)) {
      if (!name.endsWith(UNFINISHED) && !(/^\d{8}\.sdsg$/.test(name) && !named.has(name))) continue;
      await rm(join(this.path, name), { force: true }).catch(() => {});
    }
  }

  /** Runs changes of the folder one after the other. */
  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return await turn;
  }

  /** Waits for the changes that are running and closes all files. */
  async close(): Promise<void> {
    await this.#turn;
    await Promise.all([...this.#files.values()].map(({ file }) => file.close()));
  }

  warn(warning: StreetdateError): void {
    this.warnings.push(warning);
    this.#onWarning(warning);
  }

  /** Opens the segments of a manifest that are not open yet. */
  async #openNew(manifest: Manifest): Promise<{
    readonly opened: ReadonlyMap<string, StoredSegment>;
    readonly faults: ReadonlyMap<ManifestSegment, StreetdateError>;
  }> {
    const known = new Set([...this.#files.values()].map(({ name }) => name));
    const opened = new Map<string, StoredSegment>();
    const faults = new Map<ManifestSegment, StreetdateError>();
    for (const segment of manifest.segments) {
      if (known.has(segment.file)) continue;
      try {
        opened.set(segment.file, { name: segment.file, ...(await this.#open(segment)) });
      } catch (error) {
        if (!(error instanceof StreetdateError)) throw error;
        faults.set(segment, error);
      }
    }
    return { opened, faults };
  }

  async #open({ file, bytes }: ManifestSegment): Promise<OpenSegment> {
    const path = join(this.path, file);
    const opened = await readSegment(path, bytes);
    const { algorithm, view } = opened.segment.facts;
    if (algorithm === this.#index.algorithm && view === this.#index.view) return opened;
    await opened.file.close();
    const expected = `${this.#index.algorithm}, ${this.#index.view}`;
    throw new StreetdateError('bad-library', `${path}: the segment is of ${algorithm}, ${view}, and not of ${expected}`, { path });
  }

  /** Makes the index have the segments of a manifest, with the references that it names as removed. */
  async #adopt(manifest: Manifest, opened: ReadonlyMap<string, StoredSegment>): Promise<void> {
    const known = new Map([...this.#files].map(([attached, { name }]) => [name, attached]));
    for (const { file, removed } of manifest.segments) {
      const stored = opened.get(file);
      const attached = known.get(file);
      if (stored !== undefined) this.#files.set(this.#index.attach(stored.segment, removed), stored);
      else if (attached !== undefined) this.#removePlaces(attached, removed);
    }
    const named = new Set(manifest.segments.map(({ file }) => file));
    for (const [name, attached] of known) if (!named.has(name)) await this.#drop(attached);
    this.#next = manifest.next;
  }

  #removePlaces({ segment, numbers }: AttachedSegment, places: readonly number[]): void {
    for (const place of places) if (numbers[place] !== REMOVED) this.#index.remove(segment.idOf(place));
  }

  async #drop(attached: AttachedSegment): Promise<void> {
    this.#index.detach(attached);
    await this.#files.get(attached)?.file.close();
    this.#files.delete(attached);
  }
}

/** The algorithm and view of the index in a folder. */
export interface IndexKind {
  readonly algorithm: string;
  readonly view: string;
}

/**
 * Reads what the index in a folder indexes.
 * @param wanted - What it must index. Missing fields are taken from the folder.
 * @returns `exists` is false where there is no index.
 * @throws StreetdateError `bad-library` when the folder's index is of another kind, or its manifest is damaged or of a newer version.
 */
export async function readIndexKind(folder: string, wanted: Partial<IndexKind>): Promise<IndexKind & { readonly exists: boolean }> {
  const path = join(folder, MANIFEST);
  const found = (await readManifest(folder))?.manifest;
  const { algorithm = found?.algorithm ?? 'pdq/1', view = found?.view ?? 'active' } = wanted;
  if (found !== undefined && (found.algorithm !== algorithm || found.view !== view)) {
    const reason = `the index is of ${found.algorithm}, ${found.view}, and not of ${algorithm}, ${view}`;
    throw new StreetdateError('bad-library', `${path}: ${reason}`, { path });
  }
  return { algorithm, view, exists: found !== undefined };
}
