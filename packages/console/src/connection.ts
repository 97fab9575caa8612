import { createStore } from './store.ts';

/** How long to wait before asking again whether the service answers, milliseconds. */
const AGAIN_MS = 2000;

/** Whether the service answers. */
export const isConnected = createStore(true);

/** The service does not answer. What was asked for is asked again by itself once it does. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** Sends a request, and notes whether the service answers. @throws ConnectionLost */
export async function watchedFetch(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    isConnected.set(true);
    return answer;
  } catch (error) {
    if (request.signal.aborted) throw error;
    noteLoss();
    throw new ConnectionLost('the service does not answer', { cause: error });
  }
}

/** Notes that the service does not answer, and asks until it does. */
export function noteLoss(): void {
  if (!isConnected.get()) return;
  isConnected.set(false);
  const look = async () => {
    const alive = await fetch('/healthz', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) isConnected.set(true);
    else if (!isConnected.get()) setTimeout(look, AGAIN_MS);
  };
  setTimeout(look, AGAIN_MS);
}

/** Resolves once the service answers. */
export function connected(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    if (isConnected.get()) return resolve();
    const end = isConnected.watch(() => {
      if (!isConnected.get()) return;
      end();
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    const stop = () => {
      end();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
