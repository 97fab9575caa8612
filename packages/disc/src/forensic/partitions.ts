import { StreetdateError } from '@streetdate/core/portable';
import { linesOf, type ProgramRun } from './run-program.ts';

/** A file system in an image. */
export interface FileSystem {
  /** Arguments that tell the programs where it is. */
  readonly place: readonly string[];
  /** Number of its partition, from 1; undefined where it fills the image. */
  readonly partition: number | undefined;
  /** Its kind, as `fsstat` calls it: `ntfs`, `fat32`, `exfat`, `ext4`, `iso9660`. */
  readonly kind: string;
}

/** The file systems of an image, and what of it cannot be read. */
export interface ImageParts {
  readonly systems: readonly FileSystem[];
  /** Partitions without a file system that can be read, one line each. */
  readonly faults: readonly string[];
}

/** Descriptions of partitions that hold no files: swap, and what a table needs for itself. */
const WITHOUT_FILES = /swap|extended|boot partition \(bios|bios boot|microsoft reserved/iu;

/**
 * Finds the file systems of an image: the one that fills it, or those of its partitions.
 * @param volumes - Its files, in order.
 * @throws StreetdateError `damaged-disc` if it has none that can be read; `runtime-missing`; the signal's reason.
 */
export async function findFileSystems(volumes: readonly string[], options: ProgramRun): Promise<ImageParts> {
  const whole = await kindOf([], volumes, options);
  if (whole !== undefined) return { systems: [{ place: [], partition: undefined, kind: whole }], faults: [] };
  const systems: FileSystem[] = [];
  const faults: string[] = [];
  let number = 0;
  let sector = '512';
  const lines: string[] = [];
  try {
    for await (const line of linesOf('mmls', ['-i', 'raw', ...volumes], options)) lines.push(line);
  } catch (error) {
    refuseOther(error, options.signal);
  }
  for (const line of lines) {
    sector = /^Units are in (\d+)-byte/u.exec(line)?.[1] ?? sector;
    // "002:  000:001   0000018432   0000149503   0000131072   Win95 FAT32 (0x0c)"; of a GPT: "004:  000       …".
    const row = /^\d+:\s+\d+(?::\d+)?\s+(\d+)\s+\d+\s+\d+\s+(.*)$/u.exec(line);
    if (row === null) continue;
    number++;
    const [, start = '', description = ''] = row;
    const place = ['-b', sector, '-o', String(Number(start))];
    const kind = await kindOf(place, volumes, options);
    if (kind !== undefined) systems.push({ place, partition: number, kind });
    else if (!WITHOUT_FILES.test(description))
      faults.push(`partition ${number} (${description.trim()}) has no file system that can be read; it may be encrypted`);
  }
  if (systems.length === 0) {
    const reason = faults[0] ?? 'it has no partition and no file system that can be read; it may be encrypted';
    throw new StreetdateError('damaged-disc', `${options.path}: ${reason}`, { path: options.path });
  }
  return { systems, faults };
}

/** Kind of the file system at a place; undefined if there is none that can be read. */
async function kindOf(place: readonly string[], volumes: readonly string[], options: ProgramRun): Promise<string | undefined> {
  let kind: string | undefined;
  try {
    for await (const line of linesOf('fsstat', ['-t', '-i', 'raw', ...place, ...volumes], options)) kind ??= line.trim() || undefined;
  } catch (error) {
    refuseOther(error, options.signal);
    return undefined;
  }
  return kind;
}

/** A program that finds nothing fails. What else went wrong is thrown. */
function refuseOther(error: unknown, signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
  if (!(error instanceof StreetdateError) || error.code !== 'damaged-disc') throw error;
}
