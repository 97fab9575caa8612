import { codeAudio, encodeFingerprint, fingerprintFrames, type LumaFrame } from '@streetdate/core/portable';
import type { FromWorker, ToWorker } from './messages.ts';

// Runs in a thread of its own, so that the page stays quick.

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
};

const waiting: (LumaFrame | undefined)[] = [];
let wake = () => {};
let samples: Int16Array | undefined;

async function* frames(): AsyncGenerator<LumaFrame> {
  for (;;) {
    while (waiting.length === 0) {
      await new Promise<void>((go) => {
        wake = go;
      });
    }
    const frame = waiting.shift();
    if (frame === undefined) return;
    yield frame;
    scope.postMessage({ type: 'taken' });
  }
}

async function* soundOf(all: Int16Array): AsyncGenerator<Int16Array> {
  yield all;
}

async function work({ duration, width, height }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  // Without thumbnails: one could see the film in them.
  const pictures = await fingerprintFrames(frames(), { role: 'query', duration, thumbnails: false, media: { width, height } });
  const sound = samples === undefined ? [] : await codeAudio(soundOf(samples), 'query', duration);
  const bytes = new Uint8Array(encodeFingerprint({ ...pictures, tracks: [...pictures.tracks, ...sound] }));
  const codes = sound[0]?.timesMs.length ?? 0;
  scope.postMessage({ type: 'done', bytes, pictures: pictures.tracks[0]!.timesMs.length, codes }, [bytes.buffer]);
}

scope.onmessage = ({ data }) => {
  if (data.type === 'start') work(data).catch((error: Error) => scope.postMessage({ type: 'failed', message: error.message }));
  else if (data.type === 'frame') waiting.push(data.frame);
  else {
    ({ samples } = data);
    waiting.push(undefined);
  }
  wake();
};
