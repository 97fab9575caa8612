import { rmSync } from 'node:fs';
import { rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { makeFolder } from '@streetdate/core/internal/files';
import { newId } from '../store/ids.ts';
import { fileOfContent, folderOfContent, type KeptContent, receiveFile } from './incoming.ts';
import { freeBytesOf, type UploadFiles } from './upload-files.ts';

/** Objects of a storage that many processes reach. Keys have slashes. */
export interface Objects {
  /** When an object was stored, milliseconds since 1970; undefined if there is none. */
  storedMs(key: string): Promise<number | undefined>;
  /** Stores a file under a key, which appears whole or not at all. */
  putFile(key: string, path: string): Promise<void>;
  /** Writes an object into a file. */
  getFile(key: string, path: string): Promise<void>;
  /** Removes an object, if there is one. */
  delete(key: string): Promise<void>;
}

/** A content that is needed again counts as kept now from this age on, milliseconds. */
const FRESH_MS = 300_000;

/**
 * Keeps uploads in a storage that all processes share. A film passes through the folder: once while it comes in, since its name is its
 * SHA-256, and once for each worker that decodes it.
 */
export class UploadObjects implements UploadFiles {
  /** A quarter of a gigabyte comes over a usual network in some seconds. */
  readonly quickBytes = 256 * 1024 ** 2;
  readonly #objects: Objects;
  readonly #folder: string;
  /** The contents that are in the folder for work, by SHA-256. */
  readonly #working = new Map<string, { users: number; readonly path: Promise<string> }>();

  /** @param folder - Of this process alone. It is created on demand. */
  constructor(objects: Objects, folder: string) {
    this.#objects = objects;
    this.#folder = folder;
  }

  /** Removes what a killed process left in the folder. */
  async clean(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  keep(bytes: Readable, _name: string, mostBytes: number, isOwn = async (_sha256: string) => false): Promise<KeptContent> {
    return receiveFile(bytes, { folder: join(this.#folder, 'incoming'), mostBytes }, async (path, { sha256 }) => {
      const stored = (await isOwn(sha256)) ? await this.#objects.storedMs(keyOf(sha256)) : undefined;
      // A content that is stored again counts as new, so that nobody removes it who has just looked.
      if (stored === undefined || stored < Date.now() - FRESH_MS) await this.#objects.putFile(keyOf(sha256), path);
    });
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#objects.storedMs(keyOf(sha256))) !== undefined;
  }

  async withPath<T>(sha256: string, name: string, work: (path: string) => Promise<T>, owner = 'all'): Promise<T> {
    const id = `${owner} ${sha256} ${fileOfContent(name)}`;
    let entry = this.#working.get(id);
    if (entry === undefined) {
      entry = { users: 0, path: this.#fetch(sha256, name, owner) };
      this.#working.set(id, entry);
    }
    entry.users++;
    try {
      return await work(await entry.path);
    } finally {
      entry.users--;
      if (entry.users === 0) {
        this.#working.delete(id);
        // At once: the next user of the content writes to the same path.
        rmSync(this.#pathOf(sha256, name, owner), { force: true });
      }
    }
  }

  /** Each process has a folder of its own. */
  async placeOf(sha256: string): Promise<{ readonly part: string }> {
    return { part: `/${folderOfContent(sha256)}/film` };
  }

  async remove(sha256: string, keptBeforeMs: number): Promise<boolean> {
    const stored = await this.#objects.storedMs(keyOf(sha256));
    if (stored !== undefined && stored >= keptBeforeMs) return false;
    if (stored !== undefined) await this.#objects.delete(keyOf(sha256));
    return true;
  }

  /** Room for what comes in. The storage itself has no bound that is known here. */
  freeBytes(): Promise<number | undefined> {
    return freeBytesOf(this.#folder);
  }

  async #fetch(sha256: string, name: string, owner: string): Promise<string> {
    const path = this.#pathOf(sha256, name, owner);
    await makeFolder(dirname(path));
    const part = join(dirname(path), newId());
    try {
      await this.#objects.getFile(keyOf(sha256), part);
      // The same content has the same time, so that a second run knows what the first has stored.
      await utimes(part, 0, 0);
      await rename(part, path);
    } catch (cause) {
      // The disk may be full because of it.
      await rm(part, { force: true });
      throw cause;
    }
    return path;
  }

  #pathOf(sha256: string, name: string, owner: string): string {
    return join(this.#folder, 'working', owner, folderOfContent(sha256), fileOfContent(name));
  }
}

function keyOf(sha256: string): string {
  return `uploads/${folderOfContent(sha256)}`;
}
