import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** A closed port, created at the first use. */
let nowhere: MessagePort | undefined;

/**
 * Releases the memory of bytes that were read and copied, at once. Otherwise the chunks of a pipe stay until the whole heap is collected:
 * six times in two minutes of film. Each collection also discards compiled code of short functions, which took a fifth of Node's time.
 * @param bytes - Empty afterwards; nobody may use them. Bytes that share a buffer with others stay as they are.
 */
export function letGo(bytes: Uint8Array): void {
  const { buffer } = bytes;
  if (!(buffer instanceof ArrayBuffer) || bytes.byteLength !== buffer.byteLength) return;
  if (nowhere === undefined) {
    nowhere = new MessageChannel().port1;
    nowhere.close();
  }
  // Moving a buffer to a closed port frees it: 2 µs. `ArrayBuffer.prototype.transfer` is simpler, from Node 22 on.
  nowhere.postMessage(undefined, [buffer]);
}
