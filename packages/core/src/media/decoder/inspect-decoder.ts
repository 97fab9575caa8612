import { checkObject } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { type ConfinementReport, inspectConfinement } from './confinement/inspect-confinement.ts';
import { type DecoderPrograms, locateDecoder } from './decoder-programs.ts';
import { decoderVersion } from './decoder-version.ts';
import { installLine } from './install-line.ts';
import { runProgram } from './run-program.ts';

/** Codecs of discs, downloads and broadcasts, by the name of ffmpeg's decoder; `|` separates equivalent decoders. */
const NEEDED_DECODERS = [
  ...[
    'h264',
    'hevc',
    'mpeg2video',
    'mpeg1video',
    'vc1',
    'mpeg4',
    'wmv3',
    'av1|libdav1d|libaom-av1',
    'vp9',
    'vp8',
    'theora',
    'prores',
    'mjpeg',
  ],
  ...['aac', 'ac3', 'eac3', 'dca', 'truehd', 'mp3|mp3float', 'mp2|mp2float', 'pcm_bluray', 'pcm_dvd', 'flac', 'opus', 'vorbis', 'wmav2'],
] as const;

/** The filters that this package uses. */
const NEEDED_FILTERS = ['select', 'scale', 'format', 'showinfo', 'field', 'extractplanes', 'idet', 'hflip', 'vflip', 'transpose'] as const;

/** The first release whose decoders are safe and complete enough for uploads by unknown people. */
const OLDEST_RELEASE = 5;

/** Facts about the installed decoder. */
export interface DecoderReport extends DecoderPrograms {
  /** ffmpeg's version as it prints it. */
  readonly version: string;
  /** ffprobe's version as it prints it. */
  readonly probeVersion: string;
  /** True before ffmpeg 5, which has known security holes and lacks decoders. Never use it for uploads. */
  readonly old: boolean;
  /** Common codecs that it cannot decode, by ffmpeg's names. */
  readonly missingDecoders: readonly string[];
  /** Filters that this package uses and that are missing. If there are any, nothing can be decoded properly. */
  readonly missingFilters: readonly string[];
  /** How decoder processes are confined. */
  readonly confinement: ConfinementReport;
  /** The command that installs a fully capable ffmpeg on this system. */
  readonly installLine: string;
}

/**
 * Inspects the decoder that {@link locateDecoder} finds: its version, its age, and what it lacks.
 * @param env - The environment. @defaultValue `process.env`
 * @throws StreetdateError `decoder-missing`, `decoder-failed` when it does not answer, or `decoder-unconfined`.
 */
export async function inspectDecoder(env: Readonly<Record<string, string | undefined>> = process.env): Promise<DecoderReport> {
  checkObject('env', env);
  const programs = locateDecoder(env);
  const { ffmpegPath, ffprobePath } = programs;
  const { version, release } = await decoderVersion(ffmpegPath);
  const { version: probeVersion } = await decoderVersion(ffprobePath);
  const decoders = await listNames(ffmpegPath, '-decoders');
  const filters = await listNames(ffmpegPath, '-filters');
  return {
    ...programs,
    version,
    probeVersion,
    old: release < OLDEST_RELEASE,
    missingDecoders: NEEDED_DECODERS.filter((names) => !names.split('|').some((name) => decoders.has(name))).map(
      (names) => names.split('|')[0]!,
    ),
    missingFilters: NEEDED_FILTERS.filter((name) => !filters.has(name)),
    confinement: await inspectConfinement(ffmpegPath),
    installLine: installLine(),
  };
}

/** ` V....D h264   H.264 …` and ` TSC idet   V->V …`: flags, then the name. */
async function listNames(ffmpegPath: string, list: '-decoders' | '-filters'): Promise<ReadonlySet<string>> {
  const { stdout, status } = await runProgram(ffmpegPath, ['-hide_banner', list], { limitSeconds: 20 });
  const names = new Set([...stdout.matchAll(/^ [A-Z.|]{2,6} +(\S+)/gm)].map((match) => match[1]!));
  if (status !== 0 || names.size === 0) {
    throw new StreetdateError('decoder-failed', `${ffmpegPath} ${list} gave no list`, { path: ffmpegPath });
  }
  return names;
}
