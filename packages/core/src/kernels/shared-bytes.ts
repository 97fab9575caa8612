import { createSharedMemory, type KernelMemory } from './web-assembly.ts';

/** The WebAssembly memories of the buffers that were given out, for kernels that work in place. */
const memories = new WeakMap<object, KernelMemory>();

/**
 * Bytes in memory that threads can share and kernels can work in, up to 4 GiB; in ordinary memory when the engine has none of that kind.
 * They begin at the start of their buffer, which is longer.
 * @throws RangeError when there is not enough memory.
 */
export function sharedBytes(length: number): Uint8Array {
  const memory = createSharedMemory(length);
  if (memory !== undefined) return adoptSharedMemory(memory).subarray(0, length);
  return new Uint8Array(typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(length) : new SharedArrayBuffer(length));
}

/** The shared memory of some bytes, to send to another thread; undefined when they are in other memory. */
export function sharedMemoryOf({ buffer }: Pick<Uint8Array, 'buffer'>): KernelMemory | undefined {
  return memories.get(buffer);
}

/** Registers memory from another thread. @returns All its bytes. */
export function adoptSharedMemory(memory: KernelMemory): Uint8Array {
  memories.set(memory.buffer, memory);
  return new Uint8Array(memory.buffer);
}
