import { AUDIO_SAMPLE_RATE } from '../audio/chroma.ts';
import { StreetdateError } from '../errors.ts';
import { decodeAudio } from '../media/audio/decode-audio.ts';
import type { Damage } from '../media/damage.ts';
import { oneLine } from '../media/media-file.ts';
import { type MediaInput, nameOfInput } from '../media/media-input.ts';
import type { MediaProbe } from '../media/probe.ts';
import { audioCoderFor, audioTracks } from './collect/audio-tracks.ts';
import { HashTrackBuilder } from './collect/hash-track-builder.ts';
import { factsOf, toMilliseconds } from './film-pass.ts';
import type { Fingerprint } from './fingerprint.ts';
import { checkOptions, type FingerprintOptions } from './fingerprint-frames.ts';

/** Seconds of sound between two reports of progress. */
const PROGRESS_EVERY = 5;
/** Difference of the decoded and the stated length that is rounding: the incomplete block at the end is lost. Seconds. */
const ROUNDING = 0.5;

/**
 * Fingerprints a file that has sound and no picture, cover art aside. The tracks of pictures are there and empty, as of a black film, so
 * everything that searches films takes it. It is decoded once, front to back, in memory that grows only with the codes: 5 MB for four hours.
 * @throws StreetdateError as `fingerprintFile`.
 */
export async function fingerprintSound(
  input: MediaInput,
  media: MediaProbe,
  options: FingerprintOptions & { readonly audio?: boolean | undefined },
): Promise<Fingerprint> {
  const { role, hasher, secondOpinion } = checkOptions(options);
  const { audio = true, signal, onProgress } = options;
  const path = nameOfInput(input);
  const refusal = refusalOf(media, role, audio);
  if (refusal !== undefined) throw new StreetdateError('no-video', `${oneLine(path)} ${refusal}`, { path });
  const coder = audioCoderFor(role, media.duration);
  let damage: Damage | undefined;
  let samplesDone = 0;
  let reported = 0;
  const onDamage = (found: Damage) => {
    damage = found;
  };
  const report = () => onProgress?.({ seconds: samplesDone / AUDIO_SAMPLE_RATE, duration: media.duration || undefined, framesDone: 0 });
  for await (const samples of decodeAudio(input, { media, signal, onDamage })) {
    coder.take(samples);
    samplesDone += samples.length;
    if (samplesDone - reported < PROGRESS_EVERY * AUDIO_SAMPLE_RATE) continue;
    reported = samplesDone;
    report();
  }
  // Shorter than a block, or nothing that ffmpeg can decode.
  if (samplesDone === 0 && damage !== undefined)
    throw new StreetdateError('decoder-failed', `${oneLine(path)} gave no sound: ${damage.reason}`, { path });
  report();
  const seconds = samplesDone / AUDIO_SAMPLE_RATE;
  // A length that was guessed from the first bytes may be far off. The decoded one is true, unless the end is missing.
  const isStated = damage !== undefined || Math.abs(media.duration - seconds) <= ROUNDING;
  return {
    role,
    kind: 'sound',
    duration: toMilliseconds(isStated ? Math.max(media.duration, seconds) : seconds),
    tracks: [hasher, ...(secondOpinion ? [secondOpinion] : [])]
      .map((each) => new HashTrackBuilder(each).build())
      .concat(audioTracks(coder)),
    areas: [],
    media: factsOf(media),
    ...(damage && { damage: { ...damage, secondsCovered: toMilliseconds(damage.secondsCovered) } }),
  };
}

/** Why a file without a picture gives no fingerprint; undefined if it gives one. */
function refusalOf({ audio: streams }: MediaProbe, role: Fingerprint['role'], wantsAudio: boolean): string | undefined {
  if (streams.length === 0) return 'has no picture and no sound';
  if (!wantsAudio) return 'has no picture, and its sound was left out';
  if (role === 'reference')
    return 'has sound only, and a reference needs a picture, since films share music; with the role query it can be searched';
  return undefined;
}
