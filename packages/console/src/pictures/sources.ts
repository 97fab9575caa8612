import { answerOf, client } from '../service.ts';
import { say } from '../words.ts';

/** A picture of a moment. */
export interface Shown {
  readonly bitmap: ImageBitmap;
  /** Whether it is one of the small pictures that a fingerprint has. */
  readonly isSmall: boolean;
}

/** Where pictures of a film come from. */
export interface PictureSource {
  /** Tells one source from another. */
  readonly key: string;
  /** The picture at a time, seconds. @throws StreetdateProblem `not-kept`, `no-moment`; Error of a file that the browser cannot show. */
  at(time: number, signal: AbortSignal): Promise<Shown>;
  /** Frees what it holds. */
  close(): void;
}

/** Pictures that stay in memory: a few minutes of going to and fro. */
const MOST_KEPT = 60;

/** Keeps the latest pictures of a source, so that going back asks for nothing. */
function keeping(source: PictureSource): PictureSource {
  const kept = new Map<number, Shown>();
  return {
    key: source.key,
    async at(time, signal) {
      const moment = Math.round(time * 50) / 50;
      const known = kept.get(moment);
      if (known !== undefined) return known;
      const shown = await source.at(moment, signal);
      kept.set(moment, shown);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return shown;
    },
    close() {
      kept.clear();
      source.close();
    },
  };
}

/** Pictures of an upload or a reference, from the service. */
export function servicePictures(of: 'upload' | 'reference', id: string): PictureSource {
  const path = of === 'upload' ? '/v1/uploads/{id}/picture' : '/v1/references/{id}/picture';
  return keeping({
    key: `${of} ${id}`,
    async at(time, signal) {
      const asked = await client.api.GET(path, { params: { path: { id }, query: { at: time, side: '640' } }, parseAs: 'blob', signal });
      const blob = (await answerOf(Promise.resolve(asked))) as unknown as Blob;
      const isSmall = asked.response.headers.get('x-picture-made-from') === 'thumbnails';
      return { bitmap: await createImageBitmap(blob), isSmall };
    },
    close() {},
  });
}

let files = 0;

/** Pictures of a file of whoever looks. It stays in the browser. */
export function filePictures(file: File): PictureSource {
  const key = `file ${++files} ${file.name}`;
  if (file.type.startsWith('image/')) {
    return keeping({ key, at: async () => ({ bitmap: await createImageBitmap(file), isSmall: false }), close() {} });
  }
  const address = URL.createObjectURL(file);
  const video = Object.assign(document.createElement('video'), { muted: true, preload: 'auto', src: address });
  const cannot = () => new Error(say('frames.undecodable', { name: file.name }));
  const ready = event(video, 'loadeddata', cannot);
  ready.catch(() => {});
  // A film is at one place at a time.
  let turn: Promise<unknown> = ready;
  return keeping({
    key,
    at(time, signal) {
      const mine = turn.then(async () => {
        signal.throwIfAborted();
        const there = event(video, 'seeked', cannot);
        video.currentTime = Math.min(time, video.duration);
        await there;
        return { bitmap: await createImageBitmap(video), isSmall: false };
      });
      turn = mine.catch(() => ready);
      return mine;
    },
    close() {
      video.removeAttribute('src');
      video.load();
      URL.revokeObjectURL(address);
    },
  });
}

function event(video: HTMLVideoElement, name: 'loadeddata' | 'seeked', cannot: () => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(name, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(cannot()), { once: true });
  });
}
