import { StreetdateError } from '../errors.ts';
import type { Damage } from '../media/damage.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import { decodeSound } from '../media/decode-sound.ts';
import { checkInput, type MediaInput, nameOfInput, openInput } from '../media/media-input.ts';
import { type MediaProbe, probe } from '../media/probe.ts';
import { decodeStill } from '../media/still.ts';
import { stillFormat } from '../media/still-format.ts';
import { aboutFile } from './file-fault.ts';
import type { Fingerprint, HashTrack, MediaFacts } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions, fingerprintFrames } from './fingerprint-frames.ts';
import { fingerprintStill } from './fingerprint-still.ts';
import { codeSound } from './sound-tracks.ts';

/** Options for {@link fingerprintFile}. */
export interface FingerprintFileOptions extends FingerprintOptions {
  /** Whether the sound of a film is coded as well, when it has any. @defaultValue true */
  readonly sound?: boolean | undefined;
}

/**
 * Fingerprints a film, or a still: JPEG, PNG, WebP, AVIF or TIFF. The file is only read. A film of which a part could be decoded gives
 * the fingerprint of that part, with {@link Fingerprint.damage}.
 *
 * A reference takes about 2 MB an hour: 2.4 MB measured on animation without sound, 2.6 MB on a trailer with it, 1.5 MB on a rocket on its stand. Of
 * these 0.8 to 1.6 MB are the picture, 0.6 MB its middles, 0.4 MB the sound. Where no two of thirty frames a second are alike, as in a shaken
 * close-up, the picture alone can take 4.5 MB. A query of any length has thumbnails of up to 3.7 MB beside its hashes.
 * @param input - A media file, never a playlist or a script; or a film as a stream of bytes.
 * @throws StreetdateError what {@link probe}, {@link decodeFrames} and {@link decodeStill} throw, and `nothing-to-fingerprint`; the message
 * names the file.
 */
export async function fingerprintFile(input: MediaInput, options: FingerprintFileOptions = {}): Promise<Fingerprint> {
  checkInput(input);
  checkOptions(options);
  options.signal?.throwIfAborted();
  try {
    const { head, fileBytes } = await openInput(input);
    const container = stillFormat(head);
    if (container === undefined || typeof input !== 'string') return await filmFile(input, options);
    return await stillFile(input, { container, fileBytes }, options);
  } catch (error) {
    throw aboutFile(nameOfInput(input), error);
  }
}

async function filmFile(input: MediaInput, options: FingerprintFileOptions): Promise<Fingerprint> {
  const { framesPerSecond } = checkOptions(options);
  const { signal } = options;
  const media = await probe(input, { signal });
  let damage: Damage | undefined;
  let deinterlaced = false;
  const frames = decodeFrames(input, {
    framesPerSecond,
    signal,
    onStart: (facts) => {
      deinterlaced = facts.deinterlaced;
    },
    onDamage: (found) => {
      damage = found;
    },
  });
  const stopSound = new AbortController();
  const sound = soundOf(input, media, options, stopSound.signal);
  try {
    const pictures = await fingerprintFrames(frames, { ...options, duration: media.duration || undefined, media: factsOf(media) });
    return {
      ...pictures,
      media: { ...pictures.media, deinterlaced },
      tracks: [...pictures.tracks, ...(await sound)],
      ...(damage && { damage: { ...damage, secondsCovered: toMilliseconds(damage.secondsCovered) } }),
    };
  } finally {
    stopSound.abort();
    await sound.catch(() => {});
  }
}

/**
 * Decodes and codes the sound beside the pictures, by a decoder of its own. A film is no worse for a broken sound: what keeps it from
 * being decoded gives no tracks.
 */
async function soundOf(input: MediaInput, media: MediaProbe, options: FingerprintFileOptions, stop: AbortSignal): Promise<HashTrack[]> {
  const { sound = true, role = 'query', signal } = options;
  if (!sound || media.video === undefined) return [];
  try {
    return await codeSound(decodeSound(input, { media, signal: AbortSignal.any([stop, ...(signal ? [signal] : [])]) }), role);
  } catch (error) {
    signal?.throwIfAborted();
    if (stop.aborted || error instanceof StreetdateError) return [];
    throw error;
  }
}

async function stillFile(path: string, media: MediaFacts, options: FingerprintOptions): Promise<Fingerprint> {
  const picture = await decodeStill(path);
  options.signal?.throwIfAborted();
  const fingerprint = fingerprintStill(picture, { ...options, media });
  options.onProgress?.({ seconds: 0, duration: 0, framesDone: 1 });
  return fingerprint;
}

/** What of a probe is kept with the fingerprint. What is not known is left out. */
function factsOf({ container, fileBytes, video, audio }: MediaProbe): MediaFacts {
  return {
    container,
    fileBytes,
    ...(video && { videoCodec: video.codec, width: video.width, height: video.height }),
    ...(video?.frameRate !== undefined && { frameRate: video.frameRate }),
    ...(audio[0] && { audioCodec: audio[0].codec }),
  };
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
