import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { checksum } from './checksum.ts';
import { writeWhole } from './write-whole.ts';

// The manifest of an index folder: two lines of UTF-8. The first is JSON,
//   { "format": "streetdate-index", "version": 1, "algorithm", "view", "next", "segments": [{ "file", "bytes", "removed": [place, …] }, …] }
// the second the CRC-32 of the first line in eight hexadecimal digits. Segments are in the order in which their references were added. For a
// reference in two segments the later one counts. `removed` has the places of references that were removed.

/** Name of the manifest in the folder of an index. */
export const MANIFEST = 'manifest';

/** The version that is written, and the newest that can be read. */
const VERSION = 1;

/** A segment in the manifest. */
export interface ManifestSegment {
  readonly file: string;
  readonly bytes: number;
  /** Places of its references that were removed. */
  readonly removed: readonly number[];
}

/** The parts of an index. */
export interface Manifest {
  readonly algorithm: string;
  readonly view: string;
  /** Number of the next segment file. */
  readonly next: number;
  readonly segments: readonly ManifestSegment[];
}

/** The text of a manifest. Equal manifests have equal texts. */
export function manifestText({ algorithm, view, next, segments }: Manifest): string {
  const json = JSON.stringify({ format: 'streetdate-index', version: VERSION, algorithm, view, next, segments });
  return `${json}\n${checksumOf(json)}\n`;
}

/** Replaces the manifest atomically. @throws StreetdateError `file-unwritable`. */
export async function writeManifest(folder: string, text: string): Promise<void> {
  await writeWhole(join(folder, MANIFEST), [new TextEncoder().encode(text)]);
}

/**
 * Reads the manifest of a folder.
 * @returns The manifest and its text; undefined where there is none.
 * @throws StreetdateError that names the file: `file-unreadable`, or `bad-library` when it is damaged or of a newer version.
 */
export async function readManifest(folder: string): Promise<{ readonly manifest: Manifest; readonly text: string } | undefined> {
  const path = join(folder, MANIFEST);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const fault = readFault(path, cause);
    if (fault.code === 'file-not-found') return undefined;
    throw fault;
  }
  const [json = '', sum] = text.split('\n');
  const broken = (reason: string, cause?: unknown) =>
    new StreetdateError('bad-library', `${path}: not the manifest of an index, or a damaged one: ${reason}`, { path, cause });
  let manifest: Partial<Manifest & { readonly format: string; readonly version: number }> | null;
  try {
    manifest = JSON.parse(json);
  } catch (cause) {
    throw broken('its first line is not JSON', cause);
  }
  if (manifest?.format !== 'streetdate-index') throw broken('it has another format');
  // Checked before the checksum, which a later version may keep elsewhere.
  if (typeof manifest.version === 'number' && manifest.version > VERSION) {
    const reason = `the manifest of an index of version ${manifest.version}, and this program reads up to version ${VERSION}; install a newer Streetdate`;
    throw new StreetdateError('bad-library', `${path}: ${reason}`, { path });
  }
  if (sum !== checksumOf(json)) throw broken('its checksum does not match its text');
  const { algorithm, view, next, segments } = manifest;
  if (typeof algorithm !== 'string' || typeof view !== 'string' || typeof next !== 'number' || !Array.isArray(segments)) {
    throw broken('a field is missing');
  }
  return { manifest: { algorithm, view, next, segments }, text };
}

function checksumOf(json: string): string {
  return checksum(new TextEncoder().encode(json)).toString(16).padStart(8, '0');
}
