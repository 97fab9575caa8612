import { StreetdateError } from '../../errors.ts';
import { runProgram } from './run-program.ts';

/** The version of an ffmpeg program. */
export interface DecoderVersion {
  /** As the program prints it: `7.1.5-0+deb13u1`, or `N-47683-g0e8eb07980-static` for a snapshot. */
  readonly version: string;
  /** The release that it is, or that a snapshot led up to; 0 when it cannot be told. */
  readonly release: number;
}

/**
 * Reads the version from what `ffmpeg -version` prints. The release comes from libavcodec's major version, which snapshots state as
 * well: 58 is ffmpeg 4, and every release since has moved both by one.
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
    // A failure may be passing: it is asked again.
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
