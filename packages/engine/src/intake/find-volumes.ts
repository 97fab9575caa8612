import { join } from 'node:path';
import { FORMAT_BYTES, type FoundFormat, type VolumeSet, volumeSets } from '@streetdate/release';
import { type Content, contentOf } from './content.ts';
import type { ArchiveFiles } from './opened.ts';
import { readHead } from './read-head.ts';

/** Whether a name has the form of one of several volumes. */
export function hasVolumeName(name: string): boolean {
  return volumeSets([name]).length > 0;
}

/**
 * Finds the archives in several files, and the plain files that were cut into pieces. Names propose them and contents decide.
 * @param folder - Their folder.
 * @param names - Its file names.
 * @returns Their file names in order; undefined for a missing volume in between.
 */
export async function findVolumes(folder: string, names: readonly string[]): Promise<ArchiveFiles[]> {
  const found: ArchiveFiles[] = [];
  for (const set of volumeSets(names)) {
    // A lone later volume tells that the others are missing.
    if (set.volumes.length < 2) continue;
    const archive = await archiveOf(set, async (name, bytes) =>
      contentOf(await readHead(join(folder, name), bytes).catch(() => new Uint8Array())),
    );
    if (archive) found.push(archive);
  }
  return found;
}

/** Bytes that tell volumes of RAR and segments of E01. */
const SIGNATURE_BYTES = 8;
const DISKS = { format: 'unreadable', name: 'a ZIP archive in several disks' } as const;

/**
 * Tells what the files of a set are together: an archive or an image in volumes, or a plain file in pieces.
 * @param look - What a file is by its first bytes, at least as many as are asked for.
 * @returns Their names in order; undefined if they do not belong together.
 */
export async function archiveOf(
  { kind, volumes }: VolumeSet,
  look: (name: string, bytes: number) => Promise<Content>,
): Promise<ArchiveFiles | undefined> {
  const first = volumes.find((name) => name !== undefined)!;
  const content = await look(first, FORMAT_BYTES);
  const format = content.kind === 'archive' ? content.format : undefined;
  const those = async (which: FoundFormat['format']) => {
    const isOne = async (name: string) => {
      const each = await look(name, SIGNATURE_BYTES);
      return each.kind === 'archive' && each.format.format === which;
    };
    return trimmed(await Promise.all(volumes.map(async (name) => (name !== undefined && (await isOne(name)) ? name : undefined))));
  };
  if (format?.format === 'rar') return { volumes: await those('rar'), format };
  if (kind === 'ewf') return format?.format === 'ewf' ? { volumes: await those('ewf'), format } : undefined;
  const isNumbered = /\.[0-9]{3}$/u.test(first);
  if (kind === 'zip' && !isNumbered) return { volumes: volumes.filter((name) => name !== undefined), format: DISKS };
  if (!isNumbered) return undefined;
  if (volumes.some((name) => name === undefined)) return format?.format === 'disk' ? { volumes, format } : undefined;
  if (format) return { volumes, format };
  // Pieces of one film: only the first begins like a film.
  if (content.kind !== 'media') return undefined;
  for (const name of volumes.slice(1)) if (name !== undefined && (await look(name, FORMAT_BYTES)).kind !== 'unknown') return undefined;
  return { volumes, format: 'pieces' };
}

/** Without missing volumes at the end, which were never volumes of this archive. */
function trimmed(volumes: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return volumes.slice(0, 1 + volumes.findLastIndex((name) => name !== undefined));
}
