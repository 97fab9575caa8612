import { say } from '../words.ts';
import workerUrl from './hash-worker.ts?worker&url';
import type { FromWorker, ToWorker } from './messages.ts';
import { openFilm, soundOf } from './video-frames.ts';

/** A fingerprint that was made in the browser. */
export interface Made {
  /** A `.sdfp` file. */
  readonly file: File;
  /** Pictures that were hashed. */
  readonly pictures: number;
  /** Codes of the sound. */
  readonly codes: number;
}

/** Pictures on their way to the worker. */
const MOST_AHEAD = 8;

/**
 * Makes the fingerprint of a film in the browser: it decodes, a worker hashes, and nothing is sent.
 * @param onProgress - Called with the share that is done, 0 to 1.
 * @throws Error when the browser cannot play the film, or nothing in it can be hashed.
 */
export async function fingerprintInBrowser(file: File, onProgress: (share: number) => void): Promise<Made> {
  const film = await openFilm(file, () => new Error(say('frames.undecodable', { name: file.name })));
  const stop = new AbortController();
  const worker = new Worker(trusted(workerUrl) as unknown as string, { type: 'module' });
  try {
    let ahead = 0;
    let room = () => {};
    const made = new Promise<Extract<FromWorker, { type: 'done' }>>((resolve, reject) => {
      const fail = (message: string) => {
        reject(new Error(message));
        stop.abort();
        room();
      };
      worker.onerror = (event) => fail(event.message || say('failed'));
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'done') resolve(data);
        else if (data.type === 'failed') fail(data.message);
        else {
          ahead--;
          room();
        }
      };
    });
    made.catch(() => {});
    const tell = (message: ToWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
    const { duration, width, height } = film;
    tell({ type: 'start', duration, width, height });
    const sound = soundOf(file);
    try {
      for await (const frame of film.frames(stop.signal)) {
        tell({ type: 'frame', frame }, [frame.pixels.buffer]);
        onProgress(Math.min(1, frame.time / duration));
        ahead++;
        while (ahead >= MOST_AHEAD && !stop.signal.aborted) {
          await new Promise<void>((go) => {
            room = go;
          });
        }
      }
    } catch (error) {
      // The worker's own reason says more.
      if (!stop.signal.aborted) throw error;
    }
    const samples = await sound;
    tell({ type: 'end', samples }, samples === undefined ? [] : [samples.buffer]);
    const { bytes, pictures, codes } = await made;
    return { file: new File([bytes], `${file.name}.sdfp`), pictures, codes };
  } finally {
    worker.terminate();
    film.close();
  }
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

let policy: ReturnType<Policies['createPolicy']> | undefined;

/** The worker's address, as the page's policy asks for it: the only script that is ever started by its address. */
function trusted(url: string): unknown {
  const { trustedTypes } = globalThis as unknown as { readonly trustedTypes?: Policies };
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy('streetdate', {
    createScriptURL(asked) {
      if (asked !== workerUrl) throw new TypeError(`only ${workerUrl} may be started`);
      return asked;
    },
  });
  return policy.createScriptURL(url);
}
