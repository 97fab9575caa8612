import type { LumaFrame } from '@streetdate/core/portable';

/** What the worker is told. */
export type ToWorker =
  | { readonly type: 'start'; readonly duration: number; readonly width: number; readonly height: number }
  /** A decoded picture. The worker answers `taken`. */
  | { readonly type: 'frame'; readonly frame: LumaFrame }
  /** There are no more pictures. `samples` is the sound: mono, 16 bits, 11025 a second. */
  | { readonly type: 'end'; readonly samples: Int16Array | undefined };

/** What the worker tells. */
export type FromWorker =
  | { readonly type: 'taken' }
  | { readonly type: 'done'; readonly bytes: Uint8Array<ArrayBuffer>; readonly pictures: number; readonly codes: number }
  | { readonly type: 'failed'; readonly message: string };
