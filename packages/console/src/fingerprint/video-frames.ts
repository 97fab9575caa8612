import { AUDIO_SAMPLE_RATE, type LumaFrame } from '@streetdate/core/portable';

/** Longer side of the pictures that are hashed, pixels: as in the service. */
const LONG_SIDE = 256;
/** Frames taken from each second: as the service takes them from a query. */
const PER_SECOND = 4;
/** Films of up to this many rows are coded with BT.601 luma, larger ones with BT.709. */
const MOST_SD_ROWS = 576;
/** Most bytes of a file whose sound is coded too: it is decoded in memory. */
const MOST_SOUND_BYTES = 400e6;
/** How long a browser may take to show a frame, milliseconds. */
const MOST_WAIT_MS = 20_000;

/** A film that the browser has opened. */
export interface OpenFilm {
  readonly duration: number;
  readonly width: number;
  readonly height: number;
  /** Its pictures, a quarter of a second apart, each with the time that its file states. */
  frames(signal: AbortSignal): AsyncGenerator<LumaFrame>;
  close(): void;
}

/** Opens a film in the browser. @throws Error when the browser cannot play it. */
export async function openFilm(file: Blob, cannot: () => Error): Promise<OpenFilm> {
  const address = URL.createObjectURL(file);
  const video = Object.assign(document.createElement('video'), { muted: true, preload: 'auto', src: address });
  const close = () => {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  };
  try {
    await happens(video, 'loadeddata', cannot);
    if (!(video.duration > 0 && Number.isFinite(video.duration)) || video.videoWidth === 0) throw cannot();
  } catch (error) {
    close();
    throw error;
  }
  const { duration, videoWidth: width, videoHeight: height } = video;
  const scale = LONG_SIDE / Math.max(width, height);
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  return {
    ...{ duration, width, height, close },
    async *frames(signal) {
      let last = -1;
      for (let at = 0; at < duration; at += 1 / PER_SECOND) {
        signal.throwIfAborted();
        const time = await show(video, at, cannot);
        // A slow film has one frame for several moments.
        if (time <= last) continue;
        last = time;
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        yield { width: canvas.width, height: canvas.height, time, pixels: lumaOf(data, height <= MOST_SD_ROWS) };
      }
    },
  };
}

/** Shows the frame of a moment. @returns The time that the file states for it, seconds. */
async function show(video: HTMLVideoElement, at: number, cannot: () => Error): Promise<number> {
  const shown = new Promise<number>((resolve) => video.requestVideoFrameCallback((_, { mediaTime }) => resolve(mediaTime)));
  const seeked = happens(video, 'seeked', cannot);
  video.currentTime = at;
  await seeked;
  // The frame that is there already is not shown again.
  return Promise.race([shown, new Promise<number>((resolve) => setTimeout(() => resolve(at), 150))]);
}

function happens(video: HTMLVideoElement, name: 'loadeddata' | 'seeked', cannot: () => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(cannot()), MOST_WAIT_MS);
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      settle();
    };
    video.addEventListener(name, end(resolve), { once: true });
    video.addEventListener(
      'error',
      end(() => reject(cannot())),
      { once: true },
    );
  });
}

/** The luma of pixels that the browser has made of a film's. */
export function lumaOf(pixels: Uint8ClampedArray, isSd: boolean): Uint8Array {
  const [red, green, blue] = isSd ? [0.299, 0.587, 0.114] : [0.2126, 0.7152, 0.0722];
  const luma = new Uint8Array(pixels.length / 4);
  for (let at = 0, from = 0; at < luma.length; at++, from += 4) {
    luma[at] = Math.round(red * pixels[from]! + green * pixels[from + 1]! + blue * pixels[from + 2]!);
  }
  return luma;
}

/** The sound of a file: mono, 16 bits, 11025 a second; undefined where there is none, or the file is too large for that. */
export async function soundOf(file: Blob): Promise<Int16Array | undefined> {
  if (file.size > MOST_SOUND_BYTES) return undefined;
  try {
    const context = new OfflineAudioContext(1, 1, AUDIO_SAMPLE_RATE);
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    const samples = new Int16Array(sound.length);
    const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at));
    for (let at = 0; at < samples.length; at++) {
      let sum = 0;
      for (const channel of channels) sum += channel[at]!;
      samples[at] = Math.max(-32_768, Math.min(32_767, Math.round((32_767 * sum) / channels.length)));
    }
    return samples;
  } catch {
    // Without sound the pictures are searched alone.
    return undefined;
  }
}
