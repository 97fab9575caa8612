import type { MessagePort } from 'node:worker_threads';

/** The session worker's start data. */
export interface SessionOrder {
  /** Bytes of the model file. */
  readonly model: Uint8Array;
  /** Port for the worker's messages, and for the {@link SessionDesk}. */
  readonly port: MessagePort;
}

/** An input or output of a model, as the model declares it. */
export interface TensorFacts {
  /** Its name in the model. */
  readonly name: string;
  /** Type of its elements, such as `float32`, or what it is instead. */
  readonly type: string;
  /** Its dimensions, outermost first; text for an open one. */
  readonly shape: readonly (number | string)[];
}

/** Memory that a session and its caller share. */
export interface SessionDesk {
  /** One number: 1 while the picture waits for the session, 0 once the answer is there. */
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
