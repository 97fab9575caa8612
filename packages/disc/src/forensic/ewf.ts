import { dirname, resolve } from 'node:path';
import { checkList, checkObject, checkPath, checkString } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { linesOf, type ProgramRun, type RunOptions } from './run-program.ts';

/** What an E01 image states of the disk that it is of. */
export interface EwfFacts {
  /** Bytes of the disk. */
  readonly mediaBytes: number;
  /** Digests that were stored when it was made, in hexadecimal. */
  readonly stored: { readonly md5?: string; readonly sha1?: string };
}

/**
 * Reads what an E01 image states of itself, with `ewfinfo`.
 * @param volumes - Its segments, in order.
 * @throws StreetdateError `runtime-missing` if ewf-tools are not installed, `damaged-disc`, such as for a missing segment.
 */
export async function readEwf(volumes: readonly string[], options: RunOptions): Promise<EwfFacts> {
  const reads = segments(volumes, options);
  let mediaBytes: number | undefined;
  const stored: { md5?: string; sha1?: string } = {};
  for await (const line of linesOf('ewfinfo', reads, { ...options, reads })) {
    // "Media size:   8.0 MiB (8388608 bytes)", or "512 bytes" of a small one.
    const size = /^\s*Media size:.*?(\d+) bytes\)?\s*$/u.exec(line);
    if (size) mediaBytes = Number(size[1]);
    const digest = /^\s*(MD5|SHA1):\s*([0-9a-f]{32}|[0-9a-f]{40})\s*$/iu.exec(line);
    if (digest) stored[digest[1]!.toLowerCase() as 'md5' | 'sha1'] ??= digest[2]!.toLowerCase();
  }
  if (mediaBytes === undefined)
    throw new StreetdateError('damaged-disc', `${options.path}: it states no size of its disk`, { path: options.path });
  return { mediaBytes, stored };
}

/**
 * Writes the disk that an E01 image is of as a raw image, with `ewfexport`.
 * @param target - The file to write; the program adds `.raw`, and a file `.raw.info` beside it.
 * @param mediaBytes - Most bytes to write.
 * @throws StreetdateError `runtime-missing` if ewf-tools are not installed, `damaged-disc` if a segment is missing or a part cannot be read.
 */
export async function exportEwf(volumes: readonly string[], target: string, mediaBytes: number, options: RunOptions): Promise<void> {
  checkString('target', target);
  const reads = segments(volumes, options);
  const args = ['-u', '-q', '-f', 'raw', '-S', '0', '-B', String(mediaBytes), '-t', resolve(target), ...reads];
  // It ends well where bytes are missing, and writes others in their place.
  const refused = /Read errors during export:[\s\S]*?at sector\(s\): [0-9]+ - [0-9]+/u;
  // Beside the disk it writes a page of what it did.
  const run: ProgramRun = {
    ...options,
    refused,
    reads,
    writes: { folder: dirname(resolve(target)), bytes: Math.max(mediaBytes, PAGE_BYTES) },
  };
  for await (const _line of linesOf('ewfexport', args, run)) {
    // It tells how far it is.
  }
}

/** Bytes that it may write in any case. */
const PAGE_BYTES = 2 ** 20;

function segments(volumes: readonly string[], options: RunOptions): readonly string[] {
  checkList('volumes', volumes, checkPath);
  checkObject('options', options);
  return volumes.map((volume) => resolve(volume));
}
