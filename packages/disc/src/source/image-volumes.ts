import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { type ByteSource, FileBytes, JoinedBytes } from '../bytes/byte-source.ts';

/**
 * Naming patterns for the volumes of a split image; the second group is the number. `film.iso.001`, `film.001`; `film.part1.iso`;
 * `film.i00`, from ImgBurn; `film.iso.00`, `film.iso.aa`, `film.isoaa`, from `split`.
 */
const NUMBERED = [
  /^(.+\.)(\d{3})()$/i,
  /^(.+\.part)(\d{1,3})(\.(?:iso|udf|img))$/i,
  /^(.+\.i)(\d\d)()$/i,
  /^(.+\.(?:iso|udf|img)\.?)(\d\d|[a-z]{2})()$/i,
];

/** Most volumes of one image. */
const MOST_VOLUMES = 999;

/** An open image. */
export interface ImageVolumes {
  /** The bytes of all its volumes in a row. */
  readonly bytes: ByteSource;
  /** Identifies the bytes: sizes and times of the volumes. */
  readonly stamp: string;
}

/**
 * Opens an image. If its name has a volume number, all its volumes are opened, whichever was named.
 * @throws StreetdateError `damaged-disc` if a volume in the middle is missing, and `file-unreadable`.
 */
export async function openVolumes(path: string): Promise<ImageVolumes> {
  const name = basename(path);
  const parts = NUMBERED.map((pattern) => pattern.exec(name)).find((match) => match !== null);
  if (parts === undefined || parts === null) return openFiles(path, [path]);
  const [, head = '', number = '', tail = ''] = parts;
  const form = /^\d/.test(number) ? /^\d{1,3}$/ : /^[a-z]{2}$/i;
  const numbers = await numbersBeside(dirname(path), head, tail, form);
  const sorted = [...numbers.keys()].sort((one, other) => one - other);
  // Letters count from 0; digits from 0 or from 1.
  const start = /^\d/.test(number) ? Math.min(1, sorted[0] ?? 0) : 0;
  const last = sorted.at(-1) ?? 0;
  const gap = sorted.findIndex((found, at) => found !== start + at);
  if (gap >= 0) {
    throw new StreetdateError('damaged-disc', `${path}: volume ${gap + 1} of ${last - start + 1} is missing`, { path });
  }
  if (sorted.length > MOST_VOLUMES) throw new StreetdateError('damaged-disc', `${path}: it has ${sorted.length} volumes`, { path });
  return openFiles(
    path,
    sorted.map((found) => join(dirname(path), numbers.get(found)!)),
  );
}

/** The number that digits or two letters stand for; `aa` is 0. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return Array.from(text.toLowerCase()).reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 97, 0);
}

/** The files of one numbered set, by number. */
async function numbersBeside(folder: string, head: string, tail: string, form: RegExp): Promise<Map<number, string>> {
  const names = await readdir(folder).catch(() => []);
  const numbers = new Map<number, string>();
  for (const name of names) {
    const middle = name.slice(head.length, name.length - tail.length);
    if (name.startsWith(head) && name.endsWith(tail) && form.test(middle)) numbers.set(numberOf(middle), name);
  }
  return numbers;
}

/** Opens the files in a row as one image. @throws StreetdateError `file-unreadable` */
export async function openFiles(path: string, files: readonly string[]): Promise<ImageVolumes> {
  const sources: ByteSource[] = [];
  const stamps: string[] = [];
  for (const file of files) {
    try {
      const { size, mtimeNs } = await stat(file, { bigint: true });
      sources.push(new FileBytes(file, Number(size)));
      stamps.push(`${size}-${mtimeNs}`);
    } catch (cause) {
      throw new StreetdateError('file-unreadable', `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
        path,
        cause,
      });
    }
  }
  const [only] = sources;
  return { bytes: only !== undefined && sources.length === 1 ? only : new JoinedBytes(path, sources), stamp: stamps.join(' ') };
}
