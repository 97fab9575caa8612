import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkIterable, checkList, checkObject, checkPath, readFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { mostKeyBits } from '../bands/picture-bands.ts';

/** Name of the manifest in a folder of Parquet files. It is written last, so a folder with a manifest is complete. */
export const MANIFEST = 'sweep.json';
/** The written version, and the newest that can be read. */
const VERSION = 2;

/** The manifest of a folder of Parquet files. */
export interface SweepManifest {
  /** Identifies the file as a manifest. */
  readonly format: 'streetdate-parquet';
  /** Version of the files. Others are refused. */
  readonly version: typeof VERSION;
  /** The hash algorithm of the exported tracks, such as `pdq/1`. */
  readonly algorithm: string;
  /** The view of the exported tracks, such as `active`. */
  readonly view: string;
  /** Bits in a hash. */
  readonly bits: number;
  /** Bits in a band key. */
  readonly keyBits: number;
  /** References in `references.parquet`. */
  readonly references: number;
  /** Shows whether the library has changed since; see {@link digestReferences}. */
  readonly digest: string;
  /** Frames in `codes.parquet`. */
  readonly frames: number;
  /** Picture rows in `bands.parquet`. */
  readonly pictureBands: number;
  /** Sound rows in it. */
  readonly soundBands: number;
  /** Rows left out of it: band keys that are common everywhere, such as black and silence. */
  readonly commonBands: number;
  /** Length of all references together, seconds. */
  readonly duration: number;
}

/** A digest of a library's references and of their fingerprints: SHA-256, hexadecimal. */
export function digestReferences(references: Iterable<{ readonly id: string; readonly fingerprintSha256: string }>): string {
  checkIterable('references', references);
  const listed = [...references];
  checkList('references', listed, checkObject);
  const lines = listed.map(({ id, fingerprintSha256 }) => `${JSON.stringify(id)} ${fingerprintSha256}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}

/** Integer fields of the manifest, and the minimum of each. */
const COUNTS = { bits: 32, keyBits: 16, references: 0, frames: 0, pictureBands: 0, soundBands: 0, commonBands: 0 } as const;

/** The manifest as JSON text. */
export function manifestText(manifest: Omit<SweepManifest, 'format' | 'version'>): string {
  return `${JSON.stringify({ format: 'streetdate-parquet', version: VERSION, ...manifest }, undefined, 2)}\n`;
}

/**
 * Reads the manifest of a folder.
 * @throws StreetdateError `file-not-found` or `file-unreadable`; `bad-library` if it is no manifest, damaged or of a newer version.
 */
export async function readManifest(folder: string): Promise<SweepManifest> {
  checkPath('folder', folder);
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw readFault(path, cause);
  });
  const bad = (reason: string) => new StreetdateError('bad-library', `${path}: ${reason}`, { path });
  let value: Partial<SweepManifest>;
  try {
    value = Object(JSON.parse(text));
  } catch {
    throw bad('it is damaged: it is no JSON');
  }
  if (value.format !== 'streetdate-parquet') throw bad('it is no manifest of an export as Parquet');
  if (value.version !== VERSION) {
    const remedy = Number(value.version) < VERSION ? 'export the library again' : 'a newer one is needed';
    throw bad(`it is of version ${String(value.version)}, and this program reads ${VERSION}; ${remedy}`);
  }
  for (const [field, least] of Object.entries(COUNTS)) {
    const count = value[field as keyof typeof COUNTS];
    if (!Number.isSafeInteger(count) || count! < least) throw bad(`it is damaged: ${field} is ${String(count)}`);
  }
  const { algorithm, view, duration, bits, keyBits, digest } = value as SweepManifest;
  for (const text of [algorithm, view, digest])
    if (typeof text !== 'string') throw bad('it is damaged: it lacks algorithm, view or digest');
  if (typeof duration !== 'number' || !(duration >= 0)) throw bad(`it is damaged: duration is ${String(duration)}`);
  if (bits % 32 !== 0 || keyBits > mostKeyBits(bits)) throw bad(`it is damaged: ${keyBits} of ${bits} bits are no band`);
  return value as SweepManifest;
}
