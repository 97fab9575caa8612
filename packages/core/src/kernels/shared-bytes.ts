import { createSharedMemory, type KernelMemory } from './web-assembly.ts';

/** The memories behind the buffers that were given out, for the kernels that work where the bytes lie. */
const memories = new WeakMap<object, KernelMemory>();

/**
 * Bytes in memory that other threads can share and kernels can work in, up to 4 GiB; in plainer memory where there is none of that kind. They begin
 * at the beginning of their buffer, which is longer.
 * @throws RangeError when there is no room.
 */
export function sharedBytes(length: number): Uint8Array {
  const memory = createSharedMemory(length);
  if (memory !== undefined) return adoptSharedMemory(memory).subarray(0, length);
  return new Uint8Array(typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(length) : new SharedArrayBuffer(length));
}

/** The memory that some bytes lie in, to be sent to another thread; undefined when they do not lie in such memory. */
export function sharedMemoryOf({ buffer }: Pick<Uint8Array, 'buffer'>): KernelMemory | undefined {
  return memories.get(buffer);
}

/** Takes memory in that another thread sent. @returns All its bytes. */
export function adoptSharedMemory(memory: KernelMemory): Uint8Array {
  memories.set(memory.buffer, memory);
  return new Uint8Array(memory.buffer);
}
