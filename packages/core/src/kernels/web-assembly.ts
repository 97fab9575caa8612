import { fromBase64 } from '../bytes/base64.ts';

/** Memory that modules import, and that threads may share. */
export interface KernelMemory {
  readonly buffer: ArrayBufferLike;
  /** Grows it. @returns Pages of 64 KiB that it had before. @throws RangeError when there is not enough memory. */
  grow(pages: number): number;
}

// The part of WebAssembly's JavaScript API that is used here. Portable code is compiled without the types of any platform.
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports?: object) => { readonly exports: object };
      readonly Memory: new (limits: { readonly initial: number; readonly maximum: number; readonly shared: boolean }) => KernelMemory;
    }
  | undefined;

/** Bytes in a page of memory. */
export const PAGE_BYTES = 1 << 16;
/** Pages in 4 GiB, all that 32 bits can address. */
const MOST_PAGES = 1 << 16;

/** An export of every kernel with memory of its own, besides its functions. */
export interface KernelExports {
  /** The memory, which never grows. */
  readonly memory: { readonly buffer: ArrayBuffer };
}

/**
 * Compiles a module from base64 text and makes an instance of it.
 * @param bytes - The module, base64.
 * @param imports - Its imports. @defaultValue nothing
 * @returns Its exports; undefined when it cannot run: no WebAssembly, missing features, or a page whose policy forbids it.
 */
export function instantiate<Exports extends object>(bytes: string, imports: object = {}): Exports | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const binary = fromBase64(bytes);
  try {
    // Compiled synchronously: a module is a few hundred bytes.
    return new WebAssembly.Instance(new WebAssembly.Module(binary), imports).exports as Exports;
  } catch {
    return undefined;
  }
}

/** Shared memory of at least so many bytes that a kernel can import; undefined when the engine has none, or not enough. */
export function createSharedMemory(byteLength: number): KernelMemory | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  try {
    return new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(byteLength / PAGE_BYTES)), maximum: MOST_PAGES, shared: true });
  } catch {
    return undefined;
  }
}
