import { join } from 'node:path';
import { archiveFormat, FORMAT_BYTES, type VolumeSet, volumeSets } from '@streetdate/release';
import { contentOf } from './content.ts';
import { readHead } from './read-head.ts';
import type { ArchiveFiles } from './unpack.ts';

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
    const archive = await archiveOf(folder, set);
    if (archive) found.push(archive);
  }
  return found;
}

const DISKS = { format: 'unreadable', name: 'a ZIP archive in several disks' } as const;

async function archiveOf(folder: string, { kind, volumes }: VolumeSet): Promise<ArchiveFiles | undefined> {
  const first = volumes.find((name) => name !== undefined)!;
  const headOf = (name: string, bytes = FORMAT_BYTES) => readHead(join(folder, name), bytes).catch(() => new Uint8Array());
  const head = await headOf(first);
  const format = archiveFormat(head);
  if (format?.format === 'rar') {
    const isRar = await Promise.all(
      volumes.map(async (name) => name !== undefined && archiveFormat(await headOf(name, 8))?.format === 'rar'),
    );
    return { volumes: trimmed(volumes.map((name, at) => (isRar[at] ? name : undefined))), format };
  }
  if (kind === 'ewf') {
    if (format?.format !== 'ewf') return undefined;
    const isSegment = await Promise.all(
      volumes.map(async (name) => name !== undefined && archiveFormat(await headOf(name, 8))?.format === 'ewf'),
    );
    return { volumes: trimmed(volumes.map((name, at) => (isSegment[at] ? name : undefined))), format };
  }
  const isNumbered = /\.[0-9]{3}$/u.test(first);
  if (kind === 'zip' && !isNumbered) return { volumes: volumes.filter((name) => name !== undefined), format: DISKS };
  if (!isNumbered) return undefined;
  if (volumes.some((name) => name === undefined)) return format?.format === 'disk' ? { volumes, format } : undefined;
  if (format) return { volumes, format };
  // Pieces of one film: only the first begins like a film.
  if ((await contentOf(head)).kind !== 'media') return undefined;
  for (const name of volumes.slice(1)) if (name !== undefined && (await contentOf(await headOf(name))).kind !== 'unknown') return undefined;
  return { volumes, format: 'pieces' };
}

/** Without missing volumes at the end, which were never volumes of this archive. */
function trimmed(volumes: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return volumes.slice(0, 1 + volumes.findLastIndex((name) => name !== undefined));
}
