import { mkdirSync } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { drawSvg } from '../clips/images.ts';
import { type Asset, digestOf } from './assets/asset.ts';
import { synthesiseMusic } from './assets/music.ts';
import { ffmpegVersion, runFfmpeg } from './ffmpeg.ts';

/** Raise it when the file of an unchanged recipe would change. */
const GENERATION = 1;

/**
 * The folder of generated files. A file's name is derived from its recipe, so an interrupted run continues where it stopped, and a second
 * run with the same seed makes nothing. Files are made under another name and then renamed, so that each is complete.
 */
export class Cache {
  /** The folder, absolute. */
  readonly folder: string;
  readonly #version: string;
  /** Files that are being made: two queries may need one file at the same time. */
  readonly #making = new Map<string, Promise<string>>();

  private constructor(folder: string, version: string) {
    this.folder = folder;
    this.#version = version;
  }

  /** Opens the cache at `folder`, which is made if it is missing. */
  static async open(folder: string): Promise<Cache> {
    mkdirSync(folder, { recursive: true });
    return new Cache(folder, await ffmpegVersion());
  }

  /** The absolute path of a file of the cache. */
  resolve(path: string): string {
    return join(this.folder, path);
  }

  /** Runs ffmpeg in the folder, so that recipes can name files by their paths in it. */
  run(args: readonly string[]): Promise<string> {
    return runFfmpeg(args, this.folder);
  }

  /**
   * The file of the recipe `key`, made by `make` when it is missing.
   * @returns Its path, relative to the folder.
   */
  async make(
    shelf: string,
    key: string,
    extension: string,
    make: (out: string, run: (args: readonly string[]) => Promise<string>) => Promise<unknown>,
  ): Promise<string> {
    const path = `${shelf}/${digestOf(`${GENERATION}/${this.#version}/${key}`)}.${extension}`;
    const making = this.#making.get(path) ?? this.#make(path, shelf, key, extension, make).finally(() => this.#making.delete(path));
    this.#making.set(path, making);
    return making;
  }

  async #make(
    path: string,
    shelf: string,
    key: string,
    extension: string,
    make: (out: string, run: (args: readonly string[]) => Promise<string>) => Promise<unknown>,
  ): Promise<string> {
    if (await exists(this.resolve(path))) return path;
    await mkdir(this.resolve(shelf), { recursive: true });
    const unfinished = `${shelf}/unfinished-${process.pid}-${digestOf(key)}.${extension}`;
    try {
      await make(unfinished, (args) => this.run(args));
      await rename(this.resolve(unfinished), this.resolve(path));
    } finally {
      await rm(this.resolve(unfinished), { force: true });
    }
    return path;
  }

  /** Makes a picture or a piece of music at its path if it is missing. */
  async makeAsset(asset: Asset): Promise<void> {
    const path = this.resolve(asset.path);
    if (await exists(path)) return;
    await mkdir(dirname(path), { recursive: true });
    const bytes = asset.kind === 'picture' ? await drawSvg(asset.svg) : synthesiseMusic(asset.seed, asset.duration);
    const unfinished = `${path}.${process.pid}.unfinished`;
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
