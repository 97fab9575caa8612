import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** A port that leads nowhere, once bytes were let go. */
let nowhere: MessagePort | undefined;

/**
 * Gives back the memory of bytes that were read and copied, at once. Left to itself the engine does not see that a pipe's chunks are garbage until it collects its whole heap for the
 * sake of them, six times in two minutes of film; and with each collection it forgets what it had compiled of short-lived functions: a fifth of what Node took.
 * @param bytes - Nobody may look at them afterwards: they are empty. Those that share a buffer with others stay as they are.
 */
export function letGo(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (!(buffer instanceof ArrayBuffer) || bytes.byteLength !== buffer.byteLength) return;
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  // What is moved to a closed port is gone: 2 µs. `ArrayBuffer.prototype.transfer` says it better, from Node 22 on.
  nowhere.postMessage(undefined, [buffer]);
}
