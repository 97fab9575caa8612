import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { type ByteSource, FileBytes } from '../bytes/byte-source.ts';
import { MOST_ENTRIES } from '../volume/volume.ts';
import { byName, type DiscFile, type DiscSource, STAMPED_FOLDERS, splitPath } from './disc-source.ts';

/** The contents that identify a disc's own folder under any name, and the disc's kind. */
const TELLTALES: readonly { readonly folder: string; readonly file: RegExp }[] = [
  { folder: 'VIDEO_TS', file: /^(video_ts|vts_\d\d_0)\.(ifo|bup)$/i },
  { folder: 'BDMV', file: /^(index|movieobject)\.bdmv$/i },
];

/**
 * Opens a folder that contains a disc: one with `VIDEO_TS` or `BDMV`, or such a folder itself.
 * @returns undefined if it is none of these.
 * @throws StreetdateError `file-unreadable`.
 */
export async function openFolder(path: string): Promise<DiscSource | undefined> {
  const names = await namesOf(path);
  if (names.some((name) => /^(video_ts|bdmv)$/i.test(name))) return new FolderSource(path, path, {});
  const telltale = TELLTALES.find(({ file }) => names.some((name) => file.test(name)));
  if (telltale === undefined) return undefined;
  // AACS and CERTIFICATE are beside the disc's folder. Neighbours of a renamed folder are not the disc's.
  const isNamed = basename(resolve(path)).toUpperCase() === telltale.folder;
  return isNamed ? new FolderSource(path, dirname(resolve(path)), {}) : new FolderSource(path, undefined, { [telltale.folder]: path });
}

class FolderSource implements DiscSource {
  readonly path: string;
  readonly kind = 'folder';
  readonly revision = '';
  readonly label: string | undefined;
  readonly faults: string[] = [];
  readonly #root: string | undefined;
  readonly #aliases: Readonly<Record<string, string>>;
  readonly #opened: ByteSource[] = [];
  readonly #folders = new Map<string, Promise<string | undefined>>();
  readonly #names = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(path: string, root: string | undefined, aliases: Readonly<Record<string, string>>) {
    this.path = path;
    this.label = root === undefined ? undefined : basename(resolve(root)) || undefined;
    this.#root = root;
    this.#aliases = aliases;
  }

  async files(folder: string): Promise<DiscFile[]> {
    const place = await this.#place(folder);
    if (place === undefined) return [];
    const files: DiscFile[] = [];
    for (const name of (await this.#namesIn(place)).values()) {
      // A dangling link or a deleted file counts as missing.
      const facts = await stat(join(place, name), { bigint: true }).catch(() => undefined);
      if (facts?.isFile() !== true) continue;
      files.push({ name, size: Number(facts.size), recordedAt: undefined, stamp: `${facts.size}-${facts.mtimeNs}` });
    }
    return files.sort(byName);
  }

  async hasFolder(folder: string): Promise<boolean> {
    return (await this.#place(folder)) !== undefined;
  }

  async open(path: string): Promise<ByteSource | undefined> {
    const { folder, name } = splitPath(path);
    const place = await this.#place(folder);
    if (place === undefined) return undefined;
    const found = (await this.#namesIn(place)).get(name.toUpperCase());
    if (found === undefined) return undefined;
    const file = join(place, found);
    const facts = await stat(file).catch(() => undefined);
    if (facts?.isFile() !== true) return undefined;
    const source = new FileBytes(file, facts.size);
    this.#opened.push(source);
    return source;
  }

  async stamp(): Promise<string> {
    const hash = createHash('sha256');
    for (const folder of STAMPED_FOLDERS) {
      for (const { name, stamp } of await this.files(folder)) hash.update(`${folder}/${name} ${stamp}\n`);
    }
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    for (const source of this.#opened.splice(0)) await source.close();
  }

  /** The entries of a system folder by upper-case name. If two differ only in case, the first counts. Read once: there may be thousands. */
  #namesIn(place: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#names.get(place);
    if (known) return known;
    const names = namesOf(place).then(
      (list) =>
        new Map(
          list
            .sort()
            .reverse()
            .map((name) => [name.toUpperCase(), name]),
        ),
    );
    this.#names.set(place, names);
    return names;
  }

  /** The system path of a folder of the disc. */
  #place(folder: string): Promise<string | undefined> {
    const key = folder.toUpperCase();
    const known = this.#folders.get(key);
    if (known) return known;
    const place = this.#find(folder);
    this.#folders.set(key, place);
    return place;
  }

  async #find(folder: string): Promise<string | undefined> {
    const [first = '', ...rest] = folder.split('/').filter((name) => name !== '');
    const alias = this.#aliases[first.toUpperCase()];
    let place = alias ?? this.#root;
    for (const name of alias === undefined && first !== '' ? [first, ...rest] : rest) {
      if (place === undefined) return undefined;
      const parent: string = place;
      const found = (await this.#namesIn(parent)).get(name.toUpperCase());
      const facts = found === undefined ? undefined : await stat(join(parent, found)).catch(() => undefined);
      if (found === undefined || facts?.isDirectory() !== true) return undefined;
      place = join(parent, found);
    }
    return place;
  }
}

async function namesOf(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    if (names.length > MOST_ENTRIES)
      throw new StreetdateError('damaged-disc', `${folder} has more than ${MOST_ENTRIES} names`, { path: folder });
    return names;
  } catch (cause) {
    if (cause instanceof StreetdateError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StreetdateError('file-unreadable', `${folder} cannot be read: ${reason}`, { path: folder, cause });
  }
}
