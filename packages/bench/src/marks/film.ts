import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fingerprintFile } from '@streetdate/core';
import { LinearIndex } from '@streetdate/index';
import { type IssuedCopy, issueCopies, MarkKey, renderVersions, traceCopy } from '@streetdate/marks';
import { biasesOf, wordOf } from '@streetdate/marks/internal';
import { findMatches } from '@streetdate/matcher';
import { runFfmpeg } from '../accuracy/ffmpeg.ts';
import { MARK_ATTACKS } from './attacks.ts';
import { measureFlicker } from './flicker.ts';
import { writeStills } from './stills.ts';

/** How a kind of copy was read. */
export interface AttackFigures {
  readonly name: string;
  readonly copies: number;
  /** Segments that were read. */
  readonly read: number;
  /** Segments in which the used copies agree and that were read. */
  readonly agreed: number;
  /** Of these, the ones that were read wrong. */
  readonly wrong: number;
  readonly strength: number;
  /** Used copies that were named, and unused ones. */
  readonly named: number;
  readonly accused: number;
  /** Logarithm of the chance bound of the best and the worst used copy; for an unmarked film of the best copy. */
  readonly logChances: readonly number[];
  readonly seconds: number;
}

/** What was measured on a film. */
export interface FilmFigures {
  readonly seconds: number;
  readonly segments: number;
  readonly segmentSeconds: number;
  readonly frames: number;
  /** Wall seconds of one plain encode with the same settings, and of rendering both versions. */
  readonly plainSeconds: number;
  readonly markSeconds: number;
  /** Wall seconds of joining one copy, of copying its bytes, and its size. */
  readonly joinSeconds: number;
  readonly copySeconds: number;
  readonly copyBytes: number;
  /** PSNR of the marks before encoding, mean and least frame. */
  readonly quality: { readonly mean: number; readonly least: number };
  /** Luma PSNR and SSIM against the master, of a plain encode and of a marked copy. */
  readonly plain: Quality;
  /** The same of a plain encode with a key frame at the start of each segment, as marked copies have them. */
  readonly grouped: Quality;
  readonly marked: Quality;
  /** Score and mean distance of our own match with the master's fingerprint, of both. */
  readonly found: { readonly plain: Found; readonly marked: Found };
  readonly attacks: readonly AttackFigures[];
}

/** Luma of a copy against the master. */
export interface Quality {
  readonly psnr: number;
  readonly ssim: number;
  /** The same of each frame, and flicker in code values, see `measureFlicker`. */
  readonly frames: { readonly psnr: readonly number[]; readonly ssim: readonly number[]; readonly flicker: readonly number[] };
}

interface Found {
  readonly score: number;
  readonly meanDistance: number;
  readonly seconds: number;
}

const PRESET = 'veryfast';
const CRF = 18;

/** Marks a part of a film, and reads altered copies of it. */
export async function measureFilm(
  path: string,
  options: {
    readonly start: number;
    readonly length: number;
    readonly segmentSeconds: number;
    /** Another film, whose copy must name nobody. */
    readonly other?: string | undefined;
    /** A folder for stills of both versions. @defaultValue none are written */
    readonly stills?: string | undefined;
    readonly onProgress: (text: string) => void;
  },
): Promise<FilmFigures> {
  const { start, length, segmentSeconds, onProgress } = options;
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-marks-'));
  const at = (name: string) => join(folder, name);
  const film = resolve(path);
  try {
    await runFfmpeg(
      ['-ss', String(start), '-i', film, '-t', String(length), '-c:v', 'libx264', '-crf', '10', '-preset', PRESET, '-an', at('master.mp4')],
      folder,
    );
    const key = new MarkKey(new Uint8Array(32).fill(5));
    const plainSeconds = await timed(() =>
      runFfmpeg(
        [
          '-i',
          at('master.mp4'),
          '-c:v',
          'libx264',
          '-preset',
          PRESET,
          '-crf',
          String(CRF),
          '-bf',
          '2',
          '-pix_fmt',
          'yuv420p',
          at('plain.mp4'),
        ],
        folder,
      ),
    );
    let set!: Awaited<ReturnType<typeof renderVersions>>;
    const markSeconds = await timed(async () => {
      set = await renderVersions(at('master.mp4'), at('marks'), key, { segmentSeconds, colluders: 1, crf: CRF, preset: PRESET });
    });
    if (options.stills !== undefined)
      onProgress(`stills: ${(await writeStills(at('master.mp4'), at('marks'), set, folder, options.stills)).join(', ')}`);
    const copies: IssuedCopy[] = await issueCopies(at('master.mp4'), at('marks'), key, set, ['1', '2', '3', '4', '5', '6', '7', '8']);
    const fileOf = (which: number) => join(at('marks'), copies[which]!.file);
    const copyBytes = (await stat(fileOf(0))).size;
    const copySeconds = await timed(() => copyFile(fileOf(0), at('bytes')));
    const joinSeconds = await timed(() => issueCopies(at('master.mp4'), at('marks'), key, set, ['9']));
    onProgress(`rendered in ${markSeconds.toFixed(1)} s; a plain encode took ${plainSeconds.toFixed(1)} s`);

    const fingerprint = await fingerprintFile(at('master.mp4'), { role: 'reference' });
    const attacks: AttackFigures[] = [];
    const read = async (name: string, path: string, used: number, original = at('master.mp4')) => {
      const started = performance.now();
      const trace = await traceCopy(path, original, at('marks'), key, { fingerprint });
      const biases = biasesOf(key, set.set, set.segments, set.colluders);
      const words = copies.slice(0, used).map(({ serial }) => wordOf(key, set.set, serial, biases));
      let [agreed, wrong] = [0, 0];
      for (const [segment, reading] of trace.readings.entries()) {
        const ones = words.reduce((sum, word) => sum + word[segment]!, 0);
        if (reading === 0 || used === 0 || (ones !== 0 && ones !== used)) continue;
        agreed++;
        if (reading > 0 !== ones > 0) wrong++;
      }
      const serials = new Set(copies.slice(0, used).map(({ serial }) => serial));
      const named = trace.copies.filter(({ consistent }) => consistent);
      const logs = trace.copies.filter(({ serial }) => used === 0 || serials.has(serial)).map(({ logChance }) => logChance);
      const figures = {
        ...{ name, copies: used, read: trace.segmentsRead, agreed, wrong, strength: trace.strength },
        named: named.filter(({ serial }) => serials.has(serial)).length,
        accused: named.filter(({ serial }) => !serials.has(serial)).length,
        logChances: used === 0 ? [Math.min(...logs)] : [Math.min(...logs), Math.max(...logs)],
        seconds: (performance.now() - started) / 1000,
      };
      attacks.push(figures);
      onProgress(`${name}: ${wrong} of ${agreed} wrong, ${figures.named} named, ${figures.accused} accused`);
    };
    for (const { name, copies: used, filter, crf } of MARK_ATTACKS) {
      const inputs = Array.from({ length: used }, (_, which) => ['-i', fileOf(which)]).flat();
      const how = used === 1 ? ['-vf', filter] : ['-filter_complex', filter];
      await runFfmpeg(
        [...inputs, ...how, '-c:v', 'libx264', '-preset', PRESET, '-crf', String(crf), '-pix_fmt', 'yuv420p', '-an', at('copy.mp4')],
        folder,
      );
      await read(name, at('copy.mp4'), used);
    }
    await read('unmarked', at('plain.mp4'), 0);
    // The same film, marked by another key: its copies hold marks that this key does not know.
    const other = new MarkKey(new Uint8Array(32).fill(6));
    const otherSet = await renderVersions(at('master.mp4'), at('other'), other, { segmentSeconds, colluders: 1, crf: CRF, preset: PRESET });
    const [foreign] = await issueCopies(at('master.mp4'), at('other'), other, otherSet, ['x']);
    await read('marked with another key', join(at('other'), foreign!.file), 0);
    await runFfmpeg(
      ['-ss', String(start + length), '-i', film, '-t', String(length / 2), '-c:v', 'libx264', '-preset', PRESET, '-an', at('copy.mp4')],
      folder,
    );
    await read('another part of the film', at('copy.mp4'), 0);

    if (options.other !== undefined) {
      const encode = ['-t', String(length), '-c:v', 'libx264', '-preset', PRESET, '-pix_fmt', 'yuv420p', '-an', at('copy.mp4')];
      await runFfmpeg(['-i', resolve(options.other), ...encode], folder);
      await read('another film', at('copy.mp4'), 0);
    }
    const groups = ['-g', String(set.segmentFrames), '-keyint_min', String(set.segmentFrames), '-sc_threshold', '0', '-flags', '+cgop'];
    const plainly = ['-c:v', 'libx264', '-preset', PRESET, '-crf', String(CRF), '-bf', '2', '-pix_fmt', 'yuv420p'];
    await runFfmpeg(['-i', at('master.mp4'), ...plainly, ...groups, at('grouped.mp4')], folder);

    const found = async (path: string): Promise<Found> => {
      const index = new LinearIndex();
      index.add('master', fingerprint);
      const [match] = findMatches(await fingerprintFile(path, { role: 'query' }), index);
      const segments = match?.segments ?? [];
      const seconds = segments.reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
      return { score: match?.score ?? 0, meanDistance: segments[0]?.meanDistance ?? 1, seconds };
    };
    return {
      ...{
        seconds: set.master.seconds,
        segments: set.segments,
        segmentSeconds,
        frames: set.frames,
        plainSeconds,
        markSeconds,
        joinSeconds,
        copySeconds,
        copyBytes,
      },
      quality: set.quality,
      plain: await compare(at('plain.mp4'), at('master.mp4'), folder),
      grouped: await compare(at('grouped.mp4'), at('master.mp4'), folder),
      marked: await compare(fileOf(0), at('master.mp4'), folder),
      found: { plain: await found(at('plain.mp4')), marked: await found(fileOf(0)) },
      attacks,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Luma PSNR and SSIM of a copy, frame by frame. */
async function compare(copy: string, master: string, folder: string): Promise<Quality> {
  // Frames are counted, since containers round their times differently.
  const counted = '[0:v]settb=1/1000,setpts=N*100[a];[1:v]settb=1/1000,setpts=N*100[b];[a][b]';
  const measure = async (filter: 'psnr' | 'ssim', whole: RegExp, frame: RegExp) => {
    const args = ['-i', copy, '-i', master, '-lavfi', `${counted}${filter}=stats_file=${filter}.log`, '-f', 'null', '-'];
    const mean = Number(whole.exec(await runFfmpeg(args, folder))?.[1]);
    const lines = (await readFile(join(folder, `${filter}.log`), 'utf8')).trim().split('\n');
    return { mean, frames: lines.map((line) => Number(frame.exec(line)?.[1] ?? Number.NaN)) };
  };
  const psnr = await measure('psnr', /PSNR y:([\d.]+)/, /psnr_y:([\d.]+)/);
  const ssim = await measure('ssim', /SSIM Y:([\d.]+)/, /Y:([\d.]+)/);
  const flicker = await measureFlicker(copy, master, folder);
  return { psnr: psnr.mean, ssim: ssim.mean, frames: { psnr: psnr.frames, ssim: ssim.frames, flicker } };
}
