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
import { decodePass, type PassOptions } from './film-pass.ts';
import { type FilmPasses, filmPasses, SHORTEST_IN_PASSES } from './film-passes.ts';
import type { Fingerprint, HashTrack, MediaFacts } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions, type FingerprintProgress } from './fingerprint-frames.ts';
import { fingerprintSound } from './fingerprint-sound.ts';
import { fingerprintStill } from './fingerprint-still.ts';

/** Options for {@link fingerprintFile}. */
export interface FingerprintFileOptions extends FingerprintOptions {
  /** Whether to code the audio, if there is any. @defaultValue true */
  readonly audio?: boolean | undefined;
}

/**
 * Fingerprints a film, or a still: JPEG, PNG, WebP, AVIF or TIFF. The file is only read. A partly decodable film gives the fingerprint of
 * that part, with {@link Fingerprint.damage}. A file with sound only, with or without cover art, gives a query of the kind `sound`.
 *
 * A reference takes 2 to 3 MB an hour: 0.8 to 1.6 MB for the picture, 0.6 MB for its middle views, 0.4 MB for audio and 0.4 MB for luma.
 * Measured: 2.7 MB for animation without audio, 2.9 MB for a trailer with audio, 1.8 MB for a rocket on its stand. If all of thirty frames
 * a second differ, as in a shaken close-up, the picture alone can take 4.5 MB. Local features take up to 4 MB an hour more: 0.9 to 4.0
 * in six films. A query has up to 3.7 MB of thumbnails and 3.9 MB of local features beside its hashes. Optional thumbnails of a reference
 * take 3.7 MB an hour. Optional details take 1.2 MB a film, plus 0.4 MB an hour if everything moves.
 * For reference files with subtitle streams the times of the subtitles are kept, 4 bytes each. The file is then read once more, without
 * decoding.
 * @param input - A media file, never a playlist or a script; or a film as a stream of bytes.
 * @throws StreetdateError what {@link probe}, {@link decodeFrames} and {@link decodeStill} throw, and `nothing-to-fingerprint`; the message
 * names the file. `no-video` for neither picture nor sound, and for sound only where the audio is left out or the role is `reference`.
 */
export async function fingerprintFile(input: MediaInput, options: FingerprintFileOptions = {}): Promise<Fingerprint> {
  checkInput(input);
  checkOptions(options);
  options.signal?.throwIfAborted();
  try {
    const still = await stillFacts(input);
    if (still) return await stillFile(still.path, still.facts, options);
    const film = await openFilm(input, options);
    return film.media.video === undefined ? await fingerprintSound(input, film.media, options) : await everyFrame(film, options);
  } catch (error) {
    throw aboutFile(nameOfInput(input), error);
  }
}

/** Options for {@link fingerprintInPasses}. */
export interface PassesOptions extends FingerprintFileOptions {
  /** Films shorter than this are decoded in full at once, in seconds. @defaultValue 180 */
  readonly shortest?: number | undefined;
}

/**
 * Fingerprints a query in passes that the caller drives: first key frames, about a twentieth of the work of decoding every frame, then only
 * the undecided intervals. Stills, sound without a picture, short films and streams, which cannot seek, are read whole: the generator then
 * yields nothing.
 *
 * ```ts
 * const passes = fingerprintInPasses('upload.mkv');
 * let pass = await passes.next();
 * while (!pass.done) pass = await passes.next(undecidedIntervals(pass.value, index));
 * const fingerprint = pass.value;
 * ```
 * @param input - As of {@link fingerprintFile}.
 * @throws As {@link fingerprintFile}, once the first pass is requested. TypeError for the role `reference`: references need every frame.
 */
export async function* fingerprintInPasses(input: MediaInput, options: PassesOptions = {}): FilmPasses {
  checkInput(input);
  const { framesPerSecond } = checkOptions(options);
  if (options.role === 'reference') throw new TypeError('role must be query in passes, got reference');
  options.signal?.throwIfAborted();
  try {
    const still = await stillFacts(input);
    if (still) return await stillFile(still.path, still.facts, options);
    const film = await openFilm(input, options);
    const { media, pass } = film;
    if (media.video === undefined) return await fingerprintSound(input, media, options);
    if (typeof input !== 'string' || media.duration < (options.shortest ?? SHORTEST_IN_PASSES)) return await everyFrame(film, options);
    // A key-frame pass skips nineteen of twenty pictures and would have to wait for the audio. A second decoder decodes the audio in
    // parallel.
    const stopSound = new AbortController();
    const sound = soundOf(input, media, options, stopSound.signal);
    try {
      const rate = Math.min(framesPerSecond, media.video.frameRate ?? framesPerSecond);
      const pictures = yield* filmPasses(pass, { duration: media.duration, framesPerSecond: rate, sound });
      return { ...pictures, tracks: [...pictures.tracks, ...(await sound)] };
    } finally {
      stopSound.abort();
      await sound.catch(() => {});
    }
  } catch (error) {
    throw aboutFile(nameOfInput(input), error);
  }
}

/** The facts about a still that need no decoding; undefined for a film. */
async function stillFacts(input: MediaInput): Promise<{ readonly path: string; readonly facts: MediaFacts } | undefined> {
  const { head, fileBytes } = await openInput(input);
  const container = stillFormat(head);
  return container === undefined || typeof input !== 'string' ? undefined : { path: input, facts: { container, fileBytes } };
}

/** A film that was probed. */
interface Film {
  readonly input: MediaInput;
  readonly media: MediaProbe;
  /** Makes one pass over it. */
  readonly pass: (how: Omit<PassOptions, keyof FingerprintOptions>) => ReturnType<typeof decodePass>;
}

async function openFilm(input: MediaInput, options: FingerprintFileOptions): Promise<Film> {
  const { signal, onProgress } = options;
  const media = await probe(input, { signal });
  const progress = onProgress && oneProgress(onProgress);
  return { input, media, pass: (how) => decodePass(input, media, { ...options, ...how, onProgress: progress }) };
}

/** One decoder gives all pictures and the audio. If that fails, a second decoder gives the audio afterwards. */
async function everyFrame({ input, media, pass }: Film, options: FingerprintFileOptions): Promise<Fingerprint> {
  const { audio = true, role = 'query' } = options;
  const coder = audioCoderFor(role, media.duration);
  let together = audio;
  const onLost = () => {
    together = false;
  };
  const tap = { sampleRate: AUDIO_SAMPLE_RATE, take: (samples: Int16Array) => coder.take(samples), onLost };
  const { pictures } = await pass({ decoded: 'every', ...(audio && { tap }) });
  const tracks = together ? audioTracks(coder) : await soundOf(input, media, options);
  const subtitles = role === 'reference' && typeof input === 'string' ? await subtitlesOf(input, media, options) : [];
  return { ...pictures, tracks: [...pictures.tracks, ...tracks], ...(subtitles.length > 0 && { subtitles }) };
}

/** Joins several passes over one film into one progress, which never goes back. */
function oneProgress(onProgress: (progress: FingerprintProgress) => void): (progress: FingerprintProgress) => void {
  let furthest = 0;
  let framesDone = 0;
  return ({ seconds, duration }) => {
    furthest = Math.max(furthest, seconds);
    onProgress({ seconds: furthest, duration, framesDone: ++framesDone });
  };
}

/** Decodes and codes the audio with its own decoder. Undecodable audio is no damage of the film; it gives no tracks. */
async function soundOf(input: MediaInput, media: MediaProbe, options: FingerprintFileOptions, stop?: AbortSignal): Promise<HashTrack[]> {
  const { audio = true, role = 'query', signal } = options;
  if (!audio) return [];
  try {
    const blocks = decodeAudio(input, { media, signal: AbortSignal.any([stop, signal].filter((one) => one !== undefined)) });
    return await codeAudio(blocks, role, media.duration);
  } catch (error) {
    signal?.throwIfAborted();
    if (stop?.aborted || error instanceof StreetdateError) return [];
    throw error;
  }
}

/** Unreadable subtitles are no damage of the film. */
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
