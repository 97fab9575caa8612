import type { MessagePort } from 'node:worker_threads';

/** What the session's worker is started with. */
export interface SessionOrder {
  /** Bytes of the model file. */
  readonly model: Uint8Array;
  /** Where the worker's messages go, and the {@link SessionDesk} comes from. */
  readonly port: MessagePort;
}

/** An input or output of a model, as the model declares it. */
export interface TensorFacts {
  /** Its name in the model. */
  readonly name: string;
  /** Type of its elements, such as `float32`, or what else it is. */
  readonly type: string;
  /** Its sizes, outermost first; a text where the model leaves one open. */
  readonly shape: readonly (number | string)[];
}

/** What lies between a session and its caller, in memory that both share. */
export interface SessionDesk {
  /** One number: 1 while the picture waits for the session, 0 while the caller has the answer. */
  readonly turn: Int32Array;
  /** The picture, `side * side` values. */
  readonly input: Float32Array;
  /** Width and height of the picture. */
  readonly side: number;
}

/** The worker's messages while it starts, in this order. Each later message is of kind `failed`. */
export type SessionMessage =
  /** The runtime has taken the model. It waits for a {@link SessionDesk}. */
  | { readonly kind: 'loaded'; readonly inputs: readonly TensorFacts[]; readonly outputs: readonly TensorFacts[] }
  /** The model has run on a black picture. `values` is shared memory that gets the values of each later run. */
  | { readonly kind: 'ready'; readonly output: TensorFacts; readonly values: Float32Array }
  /** The runtime cannot be imported. */
  | { readonly kind: 'no-runtime'; readonly reason: string }
  /** The runtime refused the model, or a run of it failed. */
  | { readonly kind: 'failed'; readonly reason: string };
