import { join, parse } from 'node:path';
import { completePasses, type Fingerprint, fingerprintInPasses } from '@streetdate/core';
import type { ReferenceIndex } from '@streetdate/index';
import { type MatchOptions, SearchSession } from '@streetdate/matcher';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { cpuSeconds } from '../measure/cpu-time.ts';

/** Lengths of uploads, seconds. The longest is scanned by its key frames first, as each film of three minutes and more. */
const UPLOAD_SECONDS = [15, 60, 600] as const;

/** An upload that was made of a film. */
export interface MadeUpload {
  /** Name of the film that it shows. */
  readonly name: string;
  readonly path: string;
  readonly seconds: number;
}

/** Makes uploads of each film, one of each length. */
export async function makeUploads(films: readonly string[], folder: string): Promise<MadeUpload[]> {
  const uploads: MadeUpload[] = [];
  for (const film of films) {
    for (const seconds of UPLOAD_SECONDS) {
      const { name } = parse(film);
      const path = join(folder, `${name}-${seconds}.mp4`);
      await makeUpload(film, path, seconds);
      uploads.push({ name, path, seconds });
    }
  }
  return uploads;
}

/** An upload as people make it: 480 rows, a key frame every two seconds, without sound. A short film is repeated. */
async function makeUpload(film: string, path: string, seconds: number): Promise<void> {
  const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', '50'];
  await ffmpeg('-stream_loop', '-1', '-i', film, '-t', String(seconds), '-vf', 'scale=-2:480', '-an', ...coding, path);
}

/** CPU time of a scan, seconds. */
export interface ScanTimes {
  /** Of decoding and fingerprinting. */
  readonly decoding: number;
  /** Of the search, all passes together. */
  readonly search: number;
}

/**
 * Scans an upload as the command does, on one thread.
 * @throws Error when anything is found.
 */
export async function scanOnce(path: string, index: ReferenceIndex, options: MatchOptions = {}): Promise<ScanTimes> {
  const session = new SearchSession(index, options);
  const start = await cpuSecondsNow();
  let search = 0;
  const searched = async <Result>(work: () => Result): Promise<Result> => {
    const before = await cpuSecondsNow();
    const result = work();
    search += (await cpuSecondsNow()) - before;
    return result;
  };
  const query: Fingerprint = await completePasses(fingerprintInPasses(path), (pass) => searched(() => session.undecided(pass)));
  const matches = await searched(() => session.matches(query));
  if (matches.length > 0) throw new Error(`the library must not hold ${path}, but ${matches[0]!.referenceId} matches`);
  return { search, decoding: (await cpuSecondsNow()) - start - search };
}

/** CPU time of this process and of the decoders that it ran, seconds. */
export async function cpuSecondsNow(): Promise<number> {
  const now = await cpuSeconds();
  if (now === undefined) throw new Error('CPU time is known on Linux only');
  return now;
}
