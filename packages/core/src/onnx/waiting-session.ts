import { once } from 'node:events';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { StreetdateError } from '../errors.ts';
import { oneLine } from '../media/media-file.ts';
import type { SessionDesk, SessionMessage, SessionOrder, TensorFacts } from './session-messages.ts';

/** Largest width and height of a model's picture. A larger input is not a frame hasher's. */
const MAX_SIDE = 1024;

/**
 * A model whose runs block the caller, because a frame hasher answers synchronously. The runtime only returns promises. It therefore works
 * in a thread of its own, and this thread sleeps until the answer is in shared memory.
 */
export class WaitingSession {
  /** Width and height of the model's picture. */
  readonly side: number;
  /** The picture of the next run, row after row, 0 to 1. */
  readonly input: Float32Array;
  /** The values of the last run. */
  readonly output: Float32Array;
  readonly #path: string;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #turn: Int32Array;
  #closed = false;

  private constructor(path: string, worker: Worker, port: MessagePort, desk: SessionDesk, output: Float32Array) {
    this.side = desk.side;
    this.input = desk.input;
    this.output = output;
    this.#path = path;
    this.#worker = worker;
    this.#port = port;
    this.#turn = desk.turn;
  }

  /**
   * Loads a model in a new thread. The thread does not keep the process alive.
   * @param path - Names the model in messages.
   * @param model - Bytes of the model file.
   * @throws StreetdateError `runtime-missing` or `bad-model`.
   */
  static async open(path: string, model: Uint8Array): Promise<WaitingSession> {
    const { port1: port, port2 } = new MessageChannel();
    const order: SessionOrder = { model, port: port2 };
    // The worker does not get the process's own flags: with `--input-type`, Node starts no worker from a file.
    const worker = new Worker(new URL('./session-worker.js', import.meta.url), { workerData: order, transferList: [port2], execArgv: [] });
    const ended = once(worker, 'exit').then(() => {
      throw badModel(path, 'the runtime ended');
    });
    ended.catch(() => {});
    const hear = async <Kind extends 'loaded' | 'ready'>() => {
      const [message] = (await Promise.race([once(port, 'message'), ended])) as [SessionMessage];
      if (message.kind === 'no-runtime') throw runtimeMissing(path, message.reason);
      if (message.kind === 'failed') throw badModel(path, `it is no ONNX model that can be run: ${message.reason}`);
      return message as Extract<SessionMessage, { kind: Kind }>;
    };
    try {
      const { inputs, outputs } = await hear<'loaded'>();
      const side = sideOf(path, inputs, outputs);
      const desk: SessionDesk = {
        side,
        turn: new Int32Array(new SharedArrayBuffer(4)),
        input: new Float32Array(new SharedArrayBuffer(4 * side * side)),
      };
      port.postMessage(desk);
      const ready = await hear<'ready'>();
      checkOutput(path, ready.output, ready.values.length);
      worker.unref();
      return new WaitingSession(path, worker, port, desk, ready.values);
    } catch (cause) {
      await worker.terminate();
      throw cause instanceof StreetdateError ? cause : badModel(path, `the runtime failed: ${String(cause)}`, cause);
    }
  }

  /**
   * Runs the model on {@link input} and waits until {@link output} has the answer.
   * @param timeoutMs - Longest wait, milliseconds. After it the session is closed.
   * @throws StreetdateError `bad-model` when the run fails or takes longer; TypeError when the session is closed.
   */
  run(timeoutMs: number): void {
    if (this.#closed) throw new TypeError('hash must not be called after close');
    Atomics.store(this.#turn, 0, 1);
    Atomics.notify(this.#turn, 0);
    if (Atomics.wait(this.#turn, 0, 1, timeoutMs) === 'timed-out') {
      void this.close();
      throw badModel(this.#path, `it gave no answer for a picture within ${timeoutMs} ms`);
    }
    const failed = receiveMessageOnPort(this.#port)?.message as Extract<SessionMessage, { kind: 'failed' }> | undefined;
    if (failed !== undefined) throw badModel(this.#path, `it failed on a picture: ${failed.reason}`);
  }

  /** Ends the thread. May be called again. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.terminate();
  }
}

/** The picture's side from a model's declaration. */
function sideOf(path: string, inputs: readonly TensorFacts[], outputs: readonly TensorFacts[]): number {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1 || outputs.length !== 1) {
    const names = (list: readonly TensorFacts[]) => `${list.length} (${list.map(({ name }) => name).join(', ')})`;
    throw badModel(path, `it must have one input and one output, got ${names(inputs)} and ${names(outputs)}`);
  }
  const [batch, channels, height, width] = input.shape;
  const isPicture = input.shape.length === 4 && (batch === 1 || typeof batch === 'string') && channels === 1 && height === width;
  if (input.type !== 'float32' || !isPicture || typeof height !== 'number' || height < 1 || height > MAX_SIDE) {
    throw badModel(path, `its input ${input.name} must be float32 [1, 1, S, S] with S from 1 to ${MAX_SIDE}, got ${formOf(input)}`);
  }
  return height;
}

function checkOutput(path: string, output: TensorFacts, values: number): void {
  if (output.type !== 'float32' || values === 0 || values % 32 !== 0 || values > 1024) {
    const wanted = 'must be float32 [N] with N a multiple of 32, at most 1024';
    throw badModel(path, `its output ${output.name} ${wanted}, got ${formOf(output)}`);
  }
}

/** A type and its sizes on one line, such as `float32 [batch, 3, 224, 224]`. */
function formOf({ type, shape }: TensorFacts): string {
  return `${type} [${shape.map((size) => (size === '' ? '?' : size)).join(', ')}]`;
}

/** The error for a model that is invalid, not a frame hasher's, or failed. */
export function badModel(path: string, reason: string, cause?: unknown): StreetdateError {
  return new StreetdateError('bad-model', `${oneLine(path)}: ${oneLine(reason)}`, { path, cause });
}

function runtimeMissing(path: string, reason: string): StreetdateError {
  const message = `${oneLine(path)} needs the package onnxruntime-web (npm install onnxruntime-web), which cannot be loaded: ${oneLine(reason)}`;
  return new StreetdateError('runtime-missing', message, { path });
}
