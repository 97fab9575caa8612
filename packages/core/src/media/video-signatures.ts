import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkFields, checkObject, checkPath, checkSignal } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import { decodingBudget } from './decoder/decoder-budget.ts';
import { INPUT_LIMITS } from './decoder/decoder-limits.ts';
import { locateDecoder } from './decoder/decoder-programs.ts';
import { runConfined } from './decoder/run-program.ts';
import { decoderUrl, oneLine } from './media-file.ts';
import { type MediaProbe, probe } from './probe.ts';

/** Options for {@link readVideoSignatures}. */
export interface VideoSignatureOptions {
  /** What the file is made of, where it is known already. @defaultValue it is probed */
  readonly media?: MediaProbe | undefined;
  /** Stops decoding; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Frames a second that other programs for ISCC take. */
const FRAMES_PER_SECOND = 5;
/** Numbers in a signature. */
const NUMBERS = 380;
/** Slowest decoding, as a share of the film's own speed. What takes longer is stopped. */
const SLOWEST = 0.05;

/**
 * Reads the MPEG-7 signatures (ISO 15938-3, video signature) of a film's frames, five a second, as ffmpeg's filter `signature` computes them. Every
 * frame is decoded at full quality, so that other programs get the same ones: it takes as long as `thorough` decoding.
 * @param path - A film.
 * @returns One array of 380 numbers from 0 to 2 for each frame, in order.
 * @throws StreetdateError as {@link probe}; `no-video`; `decoder-failed` when the film cannot be decoded, or ffmpeg lacks the filter: it is part of
 * builds under the GPL.
 */
export async function readVideoSignatures(path: string, options: VideoSignatureOptions = {}): Promise<Uint8Array[]> {
  checkPath('path', path);
  checkFields<VideoSignatureOptions>(options, { media: checkObject, signal: checkSignal });
  const { media, signal } = options;
  const known = media ?? (await probe(path, { signal }));
  const { video, duration } = known;
  if (video === undefined) throw new StreetdateError('no-video', `${oneLine(path)} has no video`, { path });
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-signature-'));
  try {
    const file = join(folder, 'signature.xml');
    const filters = `fps=${FRAMES_PER_SECOND},signature=format=xml:filename=${escaped(file)}`;
    const { status, stderr } = await runConfined(
      locateDecoder().ffmpegPath,
      [
        ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...INPUT_LIMITS],
        ...['-i', decoderUrl(path), '-map', '0:v:0', '-vf', filters, '-f', 'null', '-'],
      ],
      path,
      { signal, output: folder, budget: decodingBudget(known), limitSeconds: 60 + duration / SLOWEST },
    );
    if (status !== 0) {
      const reason = stderr.trim().split('\n').at(-1) || 'it took too long';
      throw new StreetdateError('decoder-failed', `ffmpeg could not compute the video signature of ${oneLine(path)}: ${reason}`, { path });
    }
    const signatures = await parseSignatures(file);
    if (signatures.length > 0) return signatures;
    throw new StreetdateError('decoder-failed', `${oneLine(path)} gave no picture`, { path });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A line for each frame: `<FrameSignature>1  0  2 …</FrameSignature>`. */
async function parseSignatures(file: string): Promise<Uint8Array[]> {
  const signatures: Uint8Array[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'latin1') })) {
    const [, numbers] = /<FrameSignature>([\d\s]+)<\/FrameSignature>/.exec(line) ?? [];
    if (numbers === undefined) continue;
    const signature = Uint8Array.from(numbers.trim().split(/\s+/), Number);
    if (signature.length === NUMBERS) signatures.push(signature);
  }
  return signatures;
}

/** A value of a filter's option: escaped for the option, and again for the graph. */
function escaped(value: string): string {
  return value.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');
}
