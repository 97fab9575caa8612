import { AUDIO_SAMPLE_RATE } from '../audio/chroma.ts';
import { StreetdateError } from '../errors.ts';
import { aboutFile } from '../file-fault.ts';
import { decodeAudio } from '../media/audio/decode-audio.ts';
import { checkInput, type MediaInput, nameOfInput, openInput } from '../media/media-input.ts';
import { type MediaProbe, probe } from '../media/probe.ts';
import { readSubtitles } from '../media/read-subtitles.ts';
import { decodeStill } from '../media/still/still.ts';
import { stillFormat } from '../media/still/still-format.ts';
import type { SubtitleTrack } from '../media/subtitle-track.ts';
import { audioCoderFor, audioTracks, codeAudio } from './collect/audio-tracks.ts';
import { type LookOptions, lookAtFilm } from './film-look.ts';
import type { Fingerprint, HashTrack, MediaFacts } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions, type FingerprintProgress } from './fingerprint-frames.ts';
import { fingerprintStill } from './fingerprint-still.ts';
import { type FirstLook, lookTwice, SHORTEST_LOOKED_AT_TWICE } from './look-twice.ts';

/** Options for {@link fingerprintFile}. */
export interface FingerprintFileOptions extends FingerprintOptions {
  /** Whether the sound of a film is coded as well, when it has any. @defaultValue true */
  readonly audio?: boolean | undefined;
  /**
   * Looks at the key frames of a query first, and more closely only where that leaves something undecided. A stream is decoded whole, since nothing
   * can be sought in it, and so is a film whose length is not known. @defaultValue every frame is decoded
   */
  readonly firstLook?: FirstLook | undefined;
}

/**
 * Fingerprints a film, or a still: JPEG, PNG, WebP, AVIF or TIFF. The file is only read. A film of which a part could be decoded gives
 * the fingerprint of that part, with {@link Fingerprint.damage}.
 *
 * A reference takes 2 to 3 MB an hour: 2.7 MB of animation without sound, 2.9 MB of a trailer with it, 1.8 MB of a rocket on its stand. Of
 * these 0.8 to 1.6 MB are the picture, 0.6 MB its middles, 0.4 MB the sound, and 0.4 MB its brightness, most of that of its parts and cells. Where no two of thirty frames a second are alike, as in a shaken
 * close-up, the picture alone can take 4.5 MB. A query of any length has thumbnails of up to 3.7 MB beside its hashes, a
 * reference 3.7 MB an hour where they are asked for. Details, where they are asked for, take 1.2 MB of a film of any length, and 0.4 MB an hour of one in which everything moves.
 * Of a reference that is a file with subtitle streams it is also kept when they have something to show, 4 bytes a subtitle; for that the file is read once more, and nothing decoded.
 * @param input - A media file, never a playlist or a script; or a film as a stream of bytes.
 * @throws StreetdateError what {@link probe}, {@link decodeFrames} and {@link decodeStill} throw, and `nothing-to-fingerprint`; the message
 * names the file.
 */
export async function fingerprintFile(input: MediaInput, options: FingerprintFileOptions = {}): Promise<Fingerprint> {
  checkInput(input);
  checkOptions(options);
  if (options.firstLook !== undefined && options.role === 'reference') throw new TypeError('firstLook must be left out for a reference');
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
  const { firstLook, signal, onProgress } = options;
  const media = await probe(input, { signal });
  const progress = onProgress && oneProgress(onProgress);
  const look = (how: Omit<LookOptions, keyof FingerprintOptions>) => lookAtFilm(input, media, { ...options, ...how, onProgress: progress });
  const short = media.duration < (firstLook?.shortest ?? SHORTEST_LOOKED_AT_TWICE);
  if (firstLook === undefined || short || typeof input !== 'string') return await everyFrame(input, media, options, look);
  return await keyFramesFirst(input, media, { ...options, firstLook }, look);
}

type Look = (how: Omit<LookOptions, keyof FingerprintOptions>) => ReturnType<typeof lookAtFilm>;

/** One decoder gives all pictures and the sound; where they cannot be decoded together, the sound comes after them by another. */
async function everyFrame(input: MediaInput, media: MediaProbe, options: FingerprintFileOptions, look: Look): Promise<Fingerprint> {
  const { audio = true, role = 'query' } = options;
  const coder = audioCoderFor(role, media.duration);
  let together = audio;
  const onLost = () => {
    together = false;
  };
  const tap = { sampleRate: AUDIO_SAMPLE_RATE, take: (samples: Int16Array) => coder.take(samples), onLost };
  const { pictures } = await look({ decoded: 'every', ...(audio && { tap }) });
  const tracks = together ? audioTracks(coder) : await soundOf(input, media, options);
  const subtitles = role === 'reference' && typeof input === 'string' ? await subtitlesOf(input, media, options) : [];
  return { ...pictures, tracks: [...pictures.tracks, ...tracks], ...(subtitles.length > 0 && { subtitles }) };
}

/** A look at key frames passes over nineteen of twenty pictures and would have to wait for the sound, which a decoder of its own gives beside it. */
async function keyFramesFirst(
  input: string,
  media: MediaProbe,
  options: FingerprintFileOptions & { readonly firstLook: FirstLook },
  look: Look,
): Promise<Fingerprint> {
  const { framesPerSecond } = checkOptions(options);
  const stopSound = new AbortController();
  const sound = soundOf(input, media, options, stopSound.signal);
  try {
    const rate = Math.min(framesPerSecond, media.video?.frameRate ?? framesPerSecond);
    const pictures = await lookTwice(look, { duration: media.duration, framesPerSecond: rate, sound }, options.firstLook);
    return { ...pictures, tracks: [...pictures.tracks, ...(await sound)] };
  } finally {
    stopSound.abort();
    await sound.catch(() => {});
  }
}

/** Several looks at one film as one progress: it never goes back. */
function oneProgress(onProgress: (progress: FingerprintProgress) => void): (progress: FingerprintProgress) => void {
  let furthest = 0;
  let framesDone = 0;
  return ({ seconds, duration }) => {
    furthest = Math.max(furthest, seconds);
    onProgress({ seconds: furthest, duration, framesDone: ++framesDone });
  };
}

/** Decodes and codes the sound by a decoder of its own. A film is no worse for a broken sound: what keeps it from being decoded gives no tracks. */
async function soundOf(input: MediaInput, media: MediaProbe, options: FingerprintFileOptions, stop?: AbortSignal): Promise<HashTrack[]> {
  const { audio = true, role = 'query', signal } = options;
  if (!audio || media.video === undefined) return [];
  try {
    const blocks = decodeAudio(input, { media, signal: AbortSignal.any([stop, signal].filter((one) => one !== undefined)) });
    return await codeAudio(blocks, role, media.duration);
  } catch (error) {
    signal?.throwIfAborted();
    if (stop?.aborted || error instanceof StreetdateError) return [];
    throw error;
  }
}

/** A film is no worse for subtitles that cannot be read. */
async function subtitlesOf(path: string, media: MediaProbe, { signal }: FingerprintFileOptions): Promise<SubtitleTrack[]> {
  return readSubtitles(path, { media, signal }).catch(() => {
    signal?.throwIfAborted();
    return [];
  });
}

async function stillFile(path: string, media: MediaFacts, options: FingerprintOptions): Promise<Fingerprint> {
  const picture = await decodeStill(path);
  options.signal?.throwIfAborted();
  const fingerprint = fingerprintStill(picture, { ...options, media });
  options.onProgress?.({ seconds: 0, duration: 0, framesDone: 1 });
  return fingerprint;
}
