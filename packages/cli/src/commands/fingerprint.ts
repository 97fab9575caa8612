import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Fingerprint, saveFingerprint } from '@streetdate/core';
import { isFingerprintName, readFileState, readMedia } from '@streetdate/engine/internal';
import type { FingerprintRecord } from '@streetdate/engine/records';
import type { fingerprint } from '../definitions/fingerprint.ts';
import { EXIT, UsageError } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import { escapeText } from '../output/escape.ts';
import { formatTime } from '../output/format-time.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';

/** `streetdate fingerprint` */
export const runFingerprint: Run<typeof fingerprint> = async (operands, { output, role = 'reference', concurrency }, { console, io }) => {
  const paths = [...new Set(operands)];
  const outputOf = await placeOutputs(paths, output);
  const readable: string[] = [];
  for (const path of paths) {
    try {
      await readFileState(path);
      readable.push(path);
    } catch (error) {
      console.fail(path, worldsFault(error));
    }
  }
  const progress = followProgress(io, console);
  // It would begin anew.
  console.onInterrupt = undefined;
  const { onProgress } = progress;
  try {
    for await (const reading of readMedia(readable, { role, concurrency, signal: io.signal, onProgress })) {
      const { path } = reading;
      if ('error' in reading) {
        console.fail(path, reading.error);
        continue;
      }
      try {
        const place = outputOf(path);
        await saveFingerprint(place, reading.fingerprint);
        const record = recordOf(path, place, (await stat(place)).size, reading.fingerprint);
        console.result(record, textOf(record));
        if (record.damage) console.damaged(path, record.damage);
      } catch (error) {
        console.fail(path, worldsFault(error));
      }
    }
  } finally {
    progress.stop();
  }
  return EXIT.nothingFound;
};

/** Chooses the path of each fingerprint. Throws before decoding if two paths are equal, or one would overwrite its film. */
async function placeOutputs(paths: readonly string[], output: string | undefined): Promise<(path: string) => string> {
  const isFolder =
    output !== undefined &&
    (await stat(output).then(
      (facts) => facts.isDirectory(),
      () => false,
    ));
  if (output !== undefined && !isFolder && paths.length > 1)
    throw new UsageError(`--output must be a folder for several files, got ${output}`);
  const outputOf = (path: string) => {
    const name = `${basename(path)}${isFingerprintName(path) ? '' : '.sdfp'}`;
    if (output === undefined) return name;
    return isFolder ? join(output, name) : output;
  };
  const places = new Set(paths.map(outputOf));
  if (places.size < paths.length)
    throw new UsageError('two files have the same name; fingerprint them one by one, each with its own --output');
  if (paths.some((path) => places.has(path))) throw new UsageError('the fingerprint would overwrite its file; give another --output');
  return outputOf;
}

function recordOf(path: string, output: string, bytes: number, { role, kind, duration, tracks, damage }: Fingerprint): FingerprintRecord {
  return {
    type: 'fingerprint',
    path,
    output,
    bytes,
    role,
    kind,
    duration,
    // The re-timed copies of a query's sound are listed once.
    tracks: tracks.filter(({ view }) => !/[*]/.test(view)).map(({ algorithm, timesMs }) => ({ algorithm, frames: timesMs.length })),
    ...(damage && { damage }),
  };
}

function textOf({ output, bytes, duration, tracks }: FingerprintRecord): string {
  const frames = tracks.map((track) => `${track.frames} frames of ${track.algorithm}`).join(', ');
  return escapeText(`${output}  ${formatTime(duration)}, ${frames}, ${bytes} bytes`);
}
