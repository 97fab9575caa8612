import { stat } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { checkList, checkObject, checkOneOf, checkPath } from '@streetdate/core/internal';
import type { Archive } from './archive.ts';
import type { Damage } from './damage.ts';
import { type Compression, decompress } from './decompress.ts';
import { archiveFormat, type FoundFormat } from './format.ts';
import { MOST_COMPRESSED_BYTES, readWithLibarchive } from './libarchive.ts';
import { lockedIn, MOST_ENTRIES, type UnpackLimit } from './limits.ts';
import { peek } from './peek.ts';
import { openRar } from './rar.ts';
import { shownPath } from './shown-path.ts';
import { readTar } from './tar.ts';
import { bytesOf } from './volume-file.ts';
import { openZip } from './zip.ts';

/** A file in an archive, in the archive's order. */
export interface ArchiveMember {
  /** Its name in the archive, with slashes. Never used for writing. */
  readonly name: string;
  /** Its unpacked size in bytes as stated; undefined if the archive states none. */
  readonly fileBytes: number | undefined;
  /** Why it is not read: `archive-encrypted`, `archive-unsupported` or `archive-bomb`; otherwise undefined. */
  readonly refusal: StreetdateError | undefined;
  /** Why only its beginning is readable; undefined when it is whole. */
  readonly damage: Damage | undefined;
  /** Its bytes from its start, to be read before the next member is asked for. Reading may stop anywhere. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Reads it again, at any time and in any order; undefined where that would unpack everything before it. */
  readonly reopen: (() => AsyncIterable<Uint8Array>) | undefined;
}

/** Options for {@link readMembers}. */
export interface ReadMembersOptions {
  /** Counts what is unpacked, and ends bombs. */
  readonly limit: UnpackLimit;
  /** Stops reading; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the files of an archive one after the other. Memory is bounded, apart from formats that libarchive reads: it gets archives of up to
 * 512 MiB as a whole. Folders and links are left out. Members before a damage are read.
 * @param volumes - The archive's files in order; undefined for a missing RAR volume.
 * @throws StreetdateError `archive-damaged`, `archive-encrypted`, `archive-unsupported`, `archive-bomb`, `file-not-found` or `file-unreadable`.
 */
export async function* readMembers(
  volumes: readonly (string | undefined)[],
  found: FoundFormat,
  options: ReadMembersOptions,
): AsyncGenerator<ArchiveMember, void, undefined> {
  checkList('volumes', volumes, (each, volume) => volume !== undefined && checkPath(each, volume));
  checkObject('found', found);
  const { format, name } = found;
  checkOneOf('found.format', format, Object.keys(READERS));
  checkObject('options', options);
  const present = volumes.filter((volume) => volume !== undefined);
  const path = present[0];
  if (path === undefined) throw new TypeError('volumes must name at least one file, got none');
  let members = 0;
  try {
    for await (const member of READERS[format](volumes, present, name, options)) {
      if (++members > MOST_ENTRIES)
        throw new StreetdateError('archive-bomb', `${shownPath(path)} has more than ${MOST_ENTRIES} files`, { path });
      yield { ...member, bytes: named(path, member.bytes, options.signal) };
    }
  } catch (cause) {
    throw damagedBy(path, cause, options.signal);
  }
}

async function* named(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (cause) {
    throw damagedBy(path, cause, signal);
  }
}

/** The error for what an unpacker throws. */
function damagedBy(path: string, cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  if (cause instanceof StreetdateError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StreetdateError('archive-damaged', `${shownPath(path)} is damaged: ${shownPath(reason)}`, { path, cause });
}

type Reader = (
  volumes: readonly (string | undefined)[],
  present: readonly string[],
  name: string,
  options: ReadMembersOptions,
) => AsyncGenerator<ArchiveMember, void, undefined>;

const READERS: Readonly<Record<FoundFormat['format'], Reader>> = {
  zip: readZip,
  rar: async function* (volumes, _present, _name, options) {
    const archive = await openRar(volumes);
    yield* entriesOf(archive, options);
    if (archive.damage) throw incomplete(volumes.find((volume) => volume !== undefined)!, archive.damage);
  },
  tar: (_volumes, present, _name, { limit, signal }) => tarMembers(limit.counting(bytesOf(present, { signal }))),
  gzip: compressed('gzip'),
  bzip2: compressed('bzip2'),
  xz: compressed('xz'),
  zstd: compressed('zstd'),
  libarchive: (_volumes, present, _name, options) => libarchiveMembers(present, options),
  iso: refuse,
  disk: refuse,
  ewf: refuse,
  unreadable: refuse,
};

function refuse(_volumes: readonly (string | undefined)[], present: readonly string[], name: string): never {
  const path = present[0]!;
  throw new StreetdateError('archive-unsupported', `${shownPath(path)} is ${name}, and files of its kind are not opened`, { path });
}

function incomplete(path: string, { reason }: Damage): StreetdateError {
  return new StreetdateError('archive-damaged', `${shownPath(path)} is incomplete: ${reason}`, { path });
}

async function* entriesOf({ entries }: Archive, { limit, signal }: ReadMembersOptions): AsyncGenerator<ArchiveMember, void, undefined> {
  for (const entry of entries) {
    const { name, fileBytes, refusal, damage } = entry;
    yield { name, fileBytes, refusal, damage, bytes: limit.counting(entry.open({ signal })), reopen: () => entry.open({ signal }) };
  }
}

/** yauzl reads the methods of nearly all ZIP archives, and libarchive other ones, and archives that are cut before their file list. */
async function* readZip(
  _volumes: readonly (string | undefined)[],
  present: readonly string[],
  _name: string,
  options: ReadMembersOptions,
): AsyncGenerator<ArchiveMember, void, undefined> {
  let archive: Archive;
  try {
    archive = await openZip(present);
  } catch (error) {
    if (error instanceof StreetdateError && error.code === 'archive-damaged' && (await isSmall(present))) {
      yield* untilFault(libarchiveMembers(present, options));
    }
    throw error;
  }
  const isOther = archive.entries.some(({ refusal }) => refusal?.code === 'archive-unsupported') && (await isSmall(present));
  if (!isOther) return yield* entriesOf(archive, options);
  // The two may read the same name differently, so that one of them reads everything.
  let members = 0;
  for await (const member of libarchiveMembers(present, options)) {
    members++;
    yield member;
  }
  const { length } = archive.entries;
  if (members < length) throw incomplete(present[0]!, { reason: `${members} of its ${length} files could be read` });
}

async function isSmall(paths: readonly string[]): Promise<boolean> {
  let bytes = 0;
  for (const path of paths) bytes += (await stat(path)).size;
  return bytes <= MOST_COMPRESSED_BYTES;
}

/** Ends quietly where a fault would be thrown: the caller throws the one that says more. */
async function* untilFault<T>(values: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  try {
    yield* values;
  } catch (error) {
    if (!(error instanceof StreetdateError) || error.code === 'archive-bomb') throw error;
  }
}

async function* libarchiveMembers(
  present: readonly string[],
  { limit, signal }: ReadMembersOptions,
): AsyncGenerator<ArchiveMember, void, undefined> {
  for await (const { name, fileBytes, isEncrypted, isFile, bytes } of readWithLibarchive(present, signal)) {
    if (!isFile) continue;
    const refusal = isEncrypted ? lockedIn(present[0]!, name) : undefined;
    yield { name, fileBytes, refusal, damage: undefined, bytes: limit.counting(bytes), reopen: undefined };
  }
}

async function* tarMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveMember, void, undefined> {
  for await (const { name, fileBytes, bytes } of readTar(chunks)) {
    yield { name, fileBytes, refusal: undefined, damage: undefined, bytes, reopen: undefined };
  }
}

/** Bytes that tell whether a compressed file is a tar archive: its first header. */
const TAR_BYTES = 512;
/** bzip2 in JavaScript takes a second for a megabyte, libarchive a fiftieth of that. */
const FAST_IN_LIBARCHIVE: ReadonlySet<Compression> = new Set(['bzip2']);

/** A compressed tar archive, or one compressed file. */
function compressed(kind: Compression): Reader {
  return async function* (_volumes, present, _name, options) {
    const { limit, signal } = options;
    const { head, chunks, close } = await peek(decompress(kind, bytesOf(present, { signal })), TAR_BYTES);
    if (archiveFormat(head)?.format !== 'tar') {
      const name = withoutExtension(present[0]!);
      yield { name, fileBytes: undefined, refusal: undefined, damage: undefined, bytes: limit.counting(chunks), reopen: undefined };
      return;
    }
    if (!FAST_IN_LIBARCHIVE.has(kind) || !(await isSmall(present))) {
      yield* tarMembers(limit.counting(chunks));
      return;
    }
    await close();
    yield* libarchiveMembers(present, options);
  };
}

/** The name of a single compressed file: without the compression's extension. */
function withoutExtension(path: string): string {
  const name = path
    .split(/[\\/]/u)
    .at(-1)!
    .replace(/\.[0-9]{3}$/u, '');
  return name.replace(/\.(?:gz|bz2|xz|zst|zstd|z)$/iu, '') || name;
}
