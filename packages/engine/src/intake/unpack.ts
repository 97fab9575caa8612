import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { type ArchiveMember, FORMAT_BYTES, peek, readMembers, shownPath, UnpackLimit, volumeSets } from '@streetdate/release';
import { type FileState, readFileState } from '../files/file-state.ts';
import { worldsFault } from '../worlds-fault.ts';
import { type Content, contentOf, isMediaName } from './content.ts';
import { archiveOf } from './find-volumes.ts';
import type { Input, MediaInput } from './input.ts';
import { openImage, type ReadImage } from './open-image.ts';
import { type ArchiveFiles, fileOf, incomplete, type Opened, renamed } from './opened.ts';
import type { Spool, SpooledFile } from './spool.ts';

/** Deepest nesting of archives in archives. */
export const DEEPEST_ARCHIVE = 4;

/** What opening archives needs. */
export interface UnpackOptions {
  /** Where members lie while they are read. */
  readonly spool: Spool;
  /** Whether a member has a result that is current, so that its bytes are not needed. @defaultValue none has */
  readonly isCurrent?: ((file: FileState) => Promise<boolean>) | undefined;
  /** Chooses among the members; archives are opened all the same. Others give nothing. @defaultValue every member */
  readonly isWanted?: ((path: string) => boolean) | undefined;
  /** Gives media as streams, which are not written to the spool. @defaultValue false: each lies in the spool */
  readonly asStreams?: boolean | undefined;
  /** Called with each image before its files are yielded. Where it throws, none is. */
  readonly onImage?: ((image: ReadImage) => void | Promise<void>) | undefined;
  /** Yields the deleted files of forensic images in place of those that are there. @defaultValue false */
  readonly deleted?: boolean | undefined;
  /** Stops it; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens an archive and yields what is in it, in its order: media in a spool, faults, and what is not media. Archives in it are opened too.
 * What was readable before a damage is yielded. Whoever receives media releases it. Nothing is thrown but the signal's reason and faults of
 * the spool.
 */
export async function* unpack(archive: ArchiveFiles, options: UnpackOptions): AsyncGenerator<Input, void, undefined> {
  const present = archive.volumes.filter((volume) => volume !== undefined);
  const first = present[0]!;
  let opened: Opened;
  let archiveBytes = 0;
  try {
    const states: FileState[] = [];
    for (const volume of present) {
      states.push(await readFileState(volume));
      archiveBytes += (await stat(volume)).size;
    }
    const stamp = createHash('sha256')
      .update(states.map((state) => `${state.realPath}\0${state.stamp}`).join('\n'))
      .digest('hex');
    opened = { ...archive, shown: first, realPath: states[0]!.realPath, stamp: stamp.slice(0, 32), depth: 1 };
  } catch (error) {
    yield { kind: 'failed', path: first, error: worldsFault(error) };
    return;
  }
  yield* membersOf(opened, { ...options, limit: new UnpackLimit(first, archiveBytes) });
}

type Options = UnpackOptions & { readonly limit: UnpackLimit };

/** A member in the spool that is not read yet: an archive, or what may be a piece of a file. */
interface Held {
  readonly file: SpooledFile;
  readonly content: Content;
  readonly fileBytes: number | undefined;
  readonly modifiedMs: number | undefined;
}

/** What may belong together in an archive: all of it is unpacked before the first is opened. */
interface HeldVolumes {
  readonly volumes: Map<string, Held>;
  /** Names of those that could not be unpacked. */
  readonly unread: Set<string>;
}

async function* membersOf(archive: Opened, options: Options): AsyncGenerator<Input, void, undefined> {
  const { shown } = archive;
  const { signal } = options;
  const refused = new Map<string, { readonly error: StreetdateError; count: number }>();
  const names = new Map<string, number>();
  const held: HeldVolumes = { volumes: new Map(), unread: new Set() };
  const told = new Set<string>();
  const isDisk = archive.format !== 'pieces' && (archive.format.format === 'disk' || archive.format.format === 'ewf');
  let folder = '';
  let count = 0;
  try {
    for await (const member of readArchive(archive, options)) {
      signal?.throwIfAborted();
      count++;
      if (member.refusal) {
        const known = refused.get(member.refusal.code);
        if (known) known.count++;
        else refused.set(member.refusal.code, { error: member.refusal, count: 1 });
        continue;
      }
      if (isDisk && held.volumes.size > 0 && dirname(member.name) !== folder) {
        // On a disk, volumes that belong together lie in one folder, which is listed with the folders in it. Holding those of all folders would
        // fill the spool.
        const left = new Map([...held.volumes].filter(([name]) => !isWithin(member.name, dirname(name))));
        for (const name of left.keys()) held.volumes.delete(name);
        yield* heldVolumes(archive, { ...held, volumes: left }, options);
      }
      folder = dirname(member.name);
      const again = names.get(member.name) ?? 0;
      names.set(member.name, again + 1);
      const name = again === 0 ? member.name : `${member.name} (${again + 1})`;
      for await (const input of inputOf(archive, { ...member, name }, held, options)) {
        if (input.kind === 'failed') told.add(input.error.message);
        yield input;
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    // A tar archive that is cut ends its last file and itself by one fault.
    const fault = incomplete(renamed(worldsFault(error), archive), archive);
    if (!told.has(fault.message)) yield { kind: 'failed', path: shown, error: fault };
    count++;
  }
  yield* heldVolumes(archive, held, options);
  for (const { error, count: same } of refused.values()) {
    const message = same === 1 ? error.message : `${error.message}; ${same - 1} more of its files likewise`;
    yield { kind: 'failed', path: shown, error: renamed(new StreetdateError(error.code, message, { path: shown }), archive) };
  }
  if (count === 0) yield { kind: 'not-media', path: shown, content: 'an archive without files' };
}

interface Member extends Pick<ArchiveMember, 'name' | 'fileBytes' | 'refusal' | 'damage' | 'bytes' | 'reopen'> {
  readonly modifiedMs?: number | undefined;
}

async function* readArchive(archive: Opened, options: Options): AsyncGenerator<Member, void, undefined> {
  const { volumes, format } = archive;
  const { limit, signal } = options;
  const present = volumes.filter((volume) => volume !== undefined);
  if (format === 'pieces') {
    const name = basename(archive.names?.[0] ?? present[0]!).replace(PIECE, '');
    yield {
      name,
      fileBytes: undefined,
      refusal: undefined,
      damage: undefined,
      bytes: limit.counting(joined(present, signal)),
      reopen: undefined,
    };
  } else if (format.format === 'iso' || format.format === 'disk' || format.format === 'ewf') {
    const image = await openImage(volumes, format.format, { ...options, shown: archive.shown });
    try {
      await options.onImage?.(image);
      for await (const { name, fileBytes, modifiedMs, read } of image.files()) {
        const bytes = limit.counting(untilStopped(read(), signal));
        yield { name, fileBytes, modifiedMs, refusal: undefined, damage: undefined, bytes, reopen: undefined };
      }
    } finally {
      await image.close();
    }
  } else yield* readMembers(volumes, format, { limit, signal });
}

/** The chunks until the signal: a film on the image of a disc may have 50 GB. */
async function* untilStopped(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

async function* joined(paths: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void, undefined> {
  for (const path of paths) {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) yield chunk as Uint8Array;
  }
}

/** One member: media, something else, or an archive, which is opened. */
async function* inputOf(
  archive: Opened,
  member: Member,
  { volumes, unread }: HeldVolumes,
  options: Options,
): AsyncGenerator<Input, void, undefined> {
  const { spool, isCurrent, signal } = options;
  const { name, fileBytes } = member;
  const path = `${archive.shown}//${shownPath(name)}`;
  const file = fileOf(archive, name, fileBytes);
  const isWanted = options.isWanted?.(path) !== false;
  const isPiece = PIECE.test(name) && !isMediaName(name) && archive.depth < DEEPEST_ARCHIVE;
  // The name of a film saves opening it.
  if (!isWanted && isMediaName(name)) return;
  try {
    if (isWanted && (await isCurrent?.(file))) {
      yield { kind: 'media', file, expected: true };
      return;
    }
    const { head, chunks, close } = await peek(member.bytes, FORMAT_BYTES);
    const content = await contentOf(head);
    const mayBePiece = isPiece && (content.kind === 'archive' || (await spool.fits(fileBytes)));
    if (content.kind !== 'archive' && !isWanted && !mayBePiece) {
      await close();
      return;
    }
    if (content.kind === 'other' && !mayBePiece) {
      await close();
      yield { kind: 'not-media', path, content: content.name };
      return;
    }
    if (content.kind === 'archive' && archive.depth >= DEEPEST_ARCHIVE) {
      await close();
      const reason = `it is ${content.format.name} in archives that are nested deeper than ${DEEPEST_ARCHIVE}`;
      yield { kind: 'failed', path, error: new StreetdateError('archive-unsupported', `${path}: ${reason}`, { path }) };
      return;
    }
    const expected = content.kind !== 'unknown' || isMediaName(name);
    const modifiedMs = member.modifiedMs ?? archive.modifiedMs;
    if (content.kind !== 'archive' && content.kind !== 'other' && !mayBePiece && options.asStreams === true) {
      const type = content.kind === 'media' ? content.type : content.kind;
      const stream = { type, chunks: renaming(chunks, archive), fileBytes, modifiedMs };
      try {
        yield { kind: 'media', file, expected, isFingerprint: content.kind === 'fingerprint', stream };
      } finally {
        await close();
      }
      return;
    }
    if (content.kind !== 'archive' && !mayBePiece && fileBytes !== undefined && !(await spool.fits(fileBytes))) {
      await close();
      yield streamed(file, member, expected);
      return;
    }
    const spooled = await spool.keep(chunks, name, path, signal);
    const { fault } = spooled;
    const one: Held = { file: spooled, content, fileBytes, modifiedMs };
    const isVolume = mayBePiece || (content.kind === 'archive' && (isRarName(name) || content.format.format === 'ewf'));
    if (isVolume && fault === undefined) volumes.set(name, one);
    else yield* single(archive, name, one, options);
    if (fault !== undefined) {
      if (isVolume) unread.add(name);
      yield { kind: 'failed', path, error: renamed(worldsFault(fault), archive) };
    }
  } catch (error) {
    signal?.throwIfAborted();
    unread.add(name);
    yield { kind: 'failed', path, error: renamed(worldsFault(error), archive) };
  }
}

/** A member that is too large for the spool can be read from its start, if its archive allows that. */
function streamed(
  file: FileState,
  { name, fileBytes = 0, reopen }: Member,
  expected: boolean,
): MediaInput | Extract<Input, { kind: 'failed' }> {
  const { path } = file;
  if (reopen === undefined) {
    const reason = `it has ${fileBytes} bytes, which do not fit into the temporary space`;
    return { kind: 'failed', path, error: new StreetdateError('archive-unsupported', `${path}: ${reason}`, { path }) };
  }
  const anywhere = /\.(?:ts|m2ts|mts|vob|mpe?g|evo)$/iu.test(name);
  const open = async function* (offset: number) {
    let skip = anywhere ? offset : 0;
    for await (const chunk of reopen()) {
      const rest = skip > 0 ? chunk.subarray(Math.min(skip, chunk.length)) : chunk;
      skip -= chunk.length - rest.length;
      if (rest.length > 0) yield rest;
    }
  };
  return { kind: 'media', file: { ...file, stream: { name: path, fileBytes, duration: 0, open } }, expected };
}

/** Whether a file lies in a folder or below it. */
function isWithin(name: string, folder: string): boolean {
  return folder === '.' || name.startsWith(`${folder}/`);
}

const PIECE = /\.[0-9]{3}$/u;

function isRarName(name: string): boolean {
  return volumeSets([basename(name)]).some(({ kind }) => kind === 'rar');
}

/** The chunks with the same faults, which name the archive as people know it. */
async function* renaming(chunks: AsyncIterable<Uint8Array>, archive: Opened): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof StreetdateError ? renamed(error, archive) : error;
  }
}

/** What was held, once all of it is there: archives in volumes, files in pieces, and what belongs to nothing. */
async function* heldVolumes(archive: Opened, { volumes, unread }: HeldVolumes, options: Options): AsyncGenerator<Input, void, undefined> {
  const left = new Map(volumes);
  const look = async (name: string) => volumes.get(name)!.content;
  try {
    for (const set of volumeSets([...volumes.keys(), ...unread])) {
      const present = set.volumes.map((name) => (name !== undefined && volumes.has(name) ? name : undefined));
      if (present.length < 2 || present.every((name) => name === undefined)) continue;
      const found = await archiveOf({ ...set, volumes: present }, look);
      if (found === undefined) continue;
      const own = found.volumes.map((name) => (name === undefined ? undefined : ([name, volumes.get(name)!] as const)));
      for (const volume of own) if (volume !== undefined) left.delete(volume[0]);
      const lost = set.volumes.filter((name) => name !== undefined && unread.has(name));
      yield* nested(archive, own, found.format, lost as readonly string[], options);
    }
    // A later segment of an image without its first one is no set. It is named as what cannot be read.
    for (const [name, one] of [...left]) {
      left.delete(name);
      yield* single(archive, name, one, options);
    }
  } finally {
    for (const { file } of left.values()) await file.release();
  }
}

/** A member in the spool that belongs to no other. */
async function* single(archive: Opened, name: string, one: Held, options: Options): AsyncGenerator<Input, void, undefined> {
  const { file: spooled, content, fileBytes, modifiedMs } = one;
  const path = `${archive.shown}//${shownPath(name)}`;
  if (content.kind === 'archive') return yield* nested(archive, [[name, one]], content.format, [], options);
  const isWanted = options.isWanted?.(path) !== false;
  if (!isWanted || content.kind === 'other') {
    await spooled.release();
    if (isWanted && content.kind === 'other') yield { kind: 'not-media', path, content: content.name };
    return;
  }
  const file = fileOf(archive, name, fileBytes);
  const isFingerprint = content.kind === 'fingerprint';
  const expected = content.kind !== 'unknown' || isMediaName(name);
  if (options.asStreams !== true) {
    yield { kind: 'media', file: { ...file, media: spooled.path }, expected, isFingerprint, release: spooled.release };
    return;
  }
  const type = content.kind === 'media' ? content.type : content.kind;
  try {
    const stream = { type, chunks: joined([spooled.path], options.signal), fileBytes, modifiedMs };
    yield { kind: 'media', file, expected, isFingerprint, stream };
  } finally {
    await spooled.release();
  }
}

async function* nested(
  archive: Opened,
  files: readonly (readonly [name: string, volume: Held] | undefined)[],
  format: ArchiveFiles['format'],
  unread: readonly string[],
  options: Options,
): AsyncGenerator<Input, void, undefined> {
  const present = files.filter((volume) => volume !== undefined);
  const [name, { modifiedMs }] = present[0]!;
  const inner: Opened = {
    volumes: files.map((volume) => volume?.[1].file.path),
    names: files.map((volume) => volume?.[0]),
    unread,
    format,
    modifiedMs,
    shown: `${archive.shown}//${shownPath(name)}`,
    realPath: `${archive.realPath}//${shownPath(name)}`,
    stamp: archive.stamp,
    depth: archive.depth + 1,
  };
  try {
    yield* membersOf(inner, options);
  } finally {
    for (const [, { file }] of present) await file.release();
  }
}
