import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FoundFormat } from '@streetdate/release';
import { type FileState, readFileState } from '../files/file-state.ts';
import { isFingerprintName } from '../files/media-names.ts';
import { walk } from '../files/walk.ts';
import { worldsFault } from '../worlds-fault.ts';
import { contentOf, isMediaName } from './content.ts';
import { findVolumes, hasVolumeName } from './find-volumes.ts';
import type { Input } from './input.ts';
import type { ArchiveFiles } from './opened.ts';
import { readHead } from './read-head.ts';
import { findSelfExtracting } from './self-extracting.ts';

/** An archive among the files. */
export interface ListedArchive extends ArchiveFiles {
  readonly kind: 'archive';
  /** Its first volume. */
  readonly path: string;
}

/** Options for {@link listInputs}. */
export interface ListInputsOptions {
  /** Real paths of folders and files to leave out. @defaultValue none */
  readonly leaveOut?: readonly string[];
  /** Chooses among the files. An archive is chosen with any of its volumes. @defaultValue every file */
  readonly only?: ((path: string) => boolean) | undefined;
  /** The rule that leaves a file out; undefined if none does. @defaultValue none does */
  readonly skippedBy?: ((path: string) => string | undefined) | undefined;
  /** Stops it; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface FoundFile {
  readonly file: FileState;
  readonly isNamed: boolean;
  readonly isChosen: boolean;
}

/**
 * Lists the files of paths and of the folders below them, and tells by their first bytes what each is. Every chosen file comes out once: as
 * an input, or as a volume of an archive. The order is that of `walk`.
 */
export async function* listInputs(
  paths: readonly string[],
  { leaveOut = [], only, skippedBy, signal }: ListInputsOptions = {},
): AsyncGenerator<Input | ListedArchive, void, undefined> {
  const inputs: (Input | FoundFile)[] = [];
  const folders = new Map<string, Map<string, FoundFile>>();
  for await (const found of walk(paths, { leaveOut })) {
    signal?.throwIfAborted();
    const path = 'error' in found ? found.path : found.file.path;
    const isChosen = only?.(path) !== false;
    const rule = isChosen ? skippedBy?.(path) : undefined;
    if (rule !== undefined) inputs.push({ kind: 'skipped', path, rule });
    else if ('error' in found) {
      if (isChosen) inputs.push({ kind: 'failed', path, error: found.error });
    } else {
      const entry: FoundFile = { ...found, isChosen };
      inputs.push(entry);
      const folder = folders.get(dirname(path)) ?? new Map<string, FoundFile>();
      folders.set(dirname(path), folder.set(basename(path), entry));
    }
  }
  await addNeighbours(folders, leaveOut);

  const archives = new Map<string, ListedArchive>();
  const claimed = new Set<string>();
  for (const [folder, files] of folders) {
    for (const { volumes, format } of await findVolumes(folder, [...files.keys()])) {
      signal?.throwIfAborted();
      const own = volumes.flatMap((name) => (name === undefined ? [] : [files.get(name)!]));
      if (!own.some(({ isChosen }) => isChosen)) continue;
      for (const { file } of own) claimed.add(file.path);
      const path = own[0]!.file.path;
      const place = own.find(({ isChosen }) => isChosen)!.file.path;
      archives.set(place, {
        kind: 'archive',
        path,
        volumes: volumes.map((name) => (name === undefined ? undefined : files.get(name)!.file.path)),
        format,
      });
    }
  }
  for (const each of inputs) {
    signal?.throwIfAborted();
    if ('kind' in each) yield each;
    else if (claimed.has(each.file.path)) {
      const archive = archives.get(each.file.path);
      if (archive) yield archive;
    } else if (each.isChosen) yield await look(each);
  }
}

/** The other volumes of an archive of which the caller named one. */
async function addNeighbours(folders: ReadonlyMap<string, Map<string, FoundFile>>, leaveOut: readonly string[]): Promise<void> {
  for (const [folder, files] of folders) {
    if (![...files].some(([name, { isNamed }]) => isNamed && hasVolumeName(name))) continue;
    for (const name of (await readdir(folder).catch(() => [])).sort()) {
      if (files.has(name) || !hasVolumeName(name)) continue;
      const path = join(folder, name);
      if (leaveOut.includes(await realpath(path).catch(() => path))) continue;
      const file = await readFileState(path).catch(() => undefined);
      if (file) files.set(name, { file, isNamed: false, isChosen: false });
    }
  }
}

async function look({ file, isNamed }: FoundFile): Promise<Input | ListedArchive> {
  const { path } = file;
  try {
    const content = await contentOf(await readHead(path));
    const archive = (format: FoundFormat): ListedArchive => ({ kind: 'archive', path, volumes: [path], format });
    if (content.kind === 'archive') return archive(content.format);
    // Fingerprints are this project's own: what is called one and is none is damaged.
    if (isFingerprintName(path)) return { kind: 'media', file, expected: true, isFingerprint: true };
    if (content.kind === 'other') {
      const format = content.isProgram ? await findSelfExtracting(path) : undefined;
      if (format) return archive(format);
      // The caller expects a named file to be media, and an empty one may be a film that never came: the decoder says why it is none.
      return isNamed || (content.isEmpty && isMediaName(path))
        ? { kind: 'media', file, expected: true }
        : { kind: 'not-media', path, content: content.name };
    }
    const isFingerprint = content.kind === 'fingerprint';
    return { kind: 'media', file, expected: isNamed || content.kind !== 'unknown' || isMediaName(path), isFingerprint };
  } catch (error) {
    return { kind: 'failed', path, error: worldsFault(error) };
  }
}
