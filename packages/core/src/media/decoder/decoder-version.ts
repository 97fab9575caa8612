import { StreetdateError } from '../../errors.ts';
import { runProgram } from './run-program.ts';

/** The version of an ffmpeg program. */
export interface DecoderVersion {
  /** Version as printed: `7.1.5-0+deb13u1`, or `N-47683-g0e8eb07980-static` for a snapshot. */
  readonly version: string;
  /** Its release, or the next one after a snapshot; 0 when unknown. */
  readonly release: number;
}

/**
 * Reads the output of `ffmpeg -version`. The release follows from libavcodec's major version, which snapshots print too: 58 is ffmpeg 4,
 * and every release since has raised both by one.
 */
export function parseDecoderVersion(printed: string): DecoderVersion {
  const version = /^ff(?:mpeg|probe) version (\S+)/m.exec(printed)?.[1] ?? 'unknown';
  const libavcodec = Number(/^libavcodec\s+(\d+)\./m.exec(printed)?.[1] ?? 0);
  return { version, release: libavcodec >= 54 ? libavcodec - 54 : 0 };
}

const known = new Map<string, Promise<DecoderVersion>>();

/** Asks an ffmpeg program for its version, once for each path. @throws StreetdateError `decoder-missing` when it cannot be run. */
export function decoderVersion(program: string): Promise<DecoderVersion> {
  let version = known.get(program);
  if (version === undefined) {
    version = askVersion(program);
    known.set(program, version);
    // A failure may be temporary, so it is not kept.
    version.catch(() => known.delete(program));
  }
  return version;
}

async function askVersion(program: string): Promise<DecoderVersion> {
  try {
    const { stdout } = await runProgram(program, ['-version'], { limitSeconds: 20 });
    const version = parseDecoderVersion(stdout);
    if (version.version !== 'unknown') return version;
  } catch (cause) {
    throw new StreetdateError('decoder-missing', `${program} cannot be run`, { path: program, cause });
  }
  throw new StreetdateError('decoder-missing', `${program} does not answer as ffmpeg does`, { path: program });
}
