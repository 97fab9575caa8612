// The part of WebAssembly's JavaScript API that is used here, since the portable code is compiled without the types of any platform.
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: object };
    }
  | undefined;
declare const atob: (base64: string) => string;

/** What every kernel exports besides its functions: memory of its own, which never grows. */
export interface KernelExports {
  /** The memory. */
  readonly memory: { readonly buffer: ArrayBuffer };
}

/**
 * Compiles a module that is carried as text and makes an instance of it.
 * @param bytes - The module, base64.
 * @returns Its exports; undefined where it cannot run: no WebAssembly, not the features it needs, or a page whose policy forbids it.
 */
export function instantiate<Exports extends KernelExports>(bytes: string): Exports | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const binary = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  try {
    // Compiled at once and not in the background: a module is a few hundred bytes.
    return new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as Exports;
  } catch {
    return undefined;
  }
}
