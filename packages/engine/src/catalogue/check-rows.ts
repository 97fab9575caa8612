import {
  checkFields,
  checkInteger,
  checkList,
  checkObject,
  checkOneOf,
  checkPath,
  checkStorable,
  checkText,
  shown,
} from '@streetdate/core/internal';
import type { ReleaseWindow } from '@streetdate/matcher';
import { PROMO_STATES, readCountry, readSeenAt, readWindows } from '@streetdate/matcher/internal';
import type { ServerProblem, StoredDigest, StoredImage, StoredServer, StoredServerFile, StoredServerImage } from './server-store.ts';
import type { NewTitle, StoredLedgerEntry } from './stored.ts';

/** Any whole number that a store keeps exactly. */
const checkCount = (name: string, value: unknown) => checkInteger(name, value, 0, Number.MAX_SAFE_INTEGER);
const checkKind = (name: string, value: unknown) => checkOneOf(name, value, ['film', 'picture', 'fingerprint', 'archive', 'other']);

/** Checks a title that is to be stored. @throws TypeError or RangeError that names the field. */
export function checkNewTitle(title: NewTitle): void {
  checkFields<NewTitle>(
    title,
    {
      id: checkStorable,
      name: checkStorable,
      year: (name, value) => checkInteger(name, value, 1800, 9999),
      eidr: checkStorable,
      isan: checkStorable,
      promos: (name, value) => checkOneOf(name, value, PROMO_STATES),
    },
    'title',
  );
  checkStorable('title.name', title.name);
}

/** Checks windows by the id of their title. @returns Them with their territories in capitals. */
export function readWindowsOfTitles(name: string, windows: unknown): ReadonlyMap<string, readonly ReleaseWindow[]> {
  if (!(windows instanceof Map)) throw new TypeError(`${name} must be a Map from ids of titles to windows, got ${shown(windows)}`);
  return new Map(
    [...windows].map(([id, own]) => {
      checkStorable(`the keys of ${name}`, id);
      return [id, readWindows(`${name}.get(${shown(id)})`, own)];
    }),
  );
}

/** Checks entries that are to be stored in the ledger. */
export function checkLedgerEntries(name: string, entries: unknown): asserts entries is readonly StoredLedgerEntry[] {
  checkList(name, entries, (each, entry) => {
    checkObject(each, entry);
    const { position, text, leafHash } = entry as Partial<StoredLedgerEntry>;
    checkCount(`${each}.position`, position);
    checkStorable(`${each}.text`, text, Number.POSITIVE_INFINITY);
    checkText(`${each}.leafHash`, leafHash);
    if (!/^[0-9a-f]{64}$/.test(leafHash)) throw new RangeError(`${each}.leafHash must be a SHA-256 in hexadecimal, got ${shown(leafHash)}`);
  });
}

/** Checks a server that is to be stored. */
export function checkServer(server: StoredServer): void {
  checkFields<StoredServer>(
    server,
    {
      id: checkStorable,
      name: checkStorable,
      country: (name, value) => readCountry(name, value, 'stored'),
      custodian: checkStorable,
      source: (name, value) => checkOneOf(name, value, ['folder', 'image', 'listing']),
      image: (name, value) => checkImage(name, value),
      path: checkPath,
      seenAt: readSeenAt,
      addedAt: readSeenAt,
    },
    'server',
  );
  for (const name of ['id', 'name', 'country', 'source', 'path', 'addedAt'] as const) checkText(`server.${name}`, server[name]);
}

/** Checks an image among the files of a server that is to be stored. */
export function checkServerImage(image: StoredServerImage): void {
  checkObject('image', image);
  const { path, ...facts } = image;
  checkPath('image.path', path);
  checkImage('image', facts);
}

function checkImage(name: string, image: unknown): void {
  const digest = (length: number) => (each: string, value: unknown) => {
    if (typeof value !== 'string' || value.length !== length || !/^[0-9a-f]+$/.test(value))
      throw new TypeError(`${each} must be ${length} hexadecimal digits, got ${JSON.stringify(value)}`);
  };
  checkFields<StoredImage>(
    image as StoredImage,
    {
      format: (each, value) => checkOneOf(each, value, ['raw', 'ewf', 'iso']),
      bytes: (each, value) => checkInteger(each, value, 0, Number.MAX_SAFE_INTEGER),
      sha256: digest(64),
      sha1: digest(40),
      md5: digest(32),
      statedMd5: digest(32),
      statedSha1: digest(40),
    },
    name,
  );
  const { format, bytes, sha256, sha1, md5 } = image as StoredImage;
  if ([format, bytes, sha256, sha1, md5].includes(undefined as never))
    throw new TypeError(`${name} must have format, bytes, sha256, sha1 and md5`);
}

/** Checks rows of a server that are to be stored: each has the fields, and those that it needs. */
function checkRows<T extends object>(
  name: string,
  rows: unknown,
  checks: Parameters<typeof checkFields<T>>[1],
  needed: readonly (keyof T & string)[],
): void {
  checkList(name, rows, (each, row) => {
    checkFields(row as T, checks, each);
    for (const field of needed) if ((row as T)[field] === undefined) throw new TypeError(`${each}.${field} must be given, got undefined`);
  });
}

/** Checks files of a server. */
export function checkServerFiles(files: readonly StoredServerFile[]): void {
  const checks = {
    ...{ path: checkPath, bytes: checkCount, digest: checkStorable, packedIn: checkPath, problem: checkPath },
    modifiedMs: (name: string, value: unknown) => checkInteger(name, value, -8.64e15, 8.64e15),
  };
  checkRows<StoredServerFile>('files', files, checks, ['path', 'bytes']);
}

/** Checks what files of a server hold. */
export function checkDigests(digests: readonly StoredDigest[]): void {
  const checks = { path: checkPath, digest: checkStorable, bytes: checkCount, kind: checkKind, traces: checkPath };
  checkRows<StoredDigest>('digests', digests, checks, ['path', 'digest', 'bytes', 'kind']);
}

/** Checks why places of a server could not be read. */
export function checkProblems(problems: readonly ServerProblem[]): void {
  checkRows<ServerProblem>('problems', problems, { path: checkPath, reason: checkPath }, ['path', 'reason']);
}
