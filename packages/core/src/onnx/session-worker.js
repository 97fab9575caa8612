// A worker that runs one model for a caller who waits in Atomics.wait. JavaScript, since Node 20 starts no worker from TypeScript, and
// tests run on the sources.
import { once } from 'node:events';
import { workerData } from 'node:worker_threads';

/**
 * @import { InferenceSession } from 'onnxruntime-web'
 * @import { SessionDesk, SessionMessage, SessionOrder, TensorFacts } from './session-messages.ts'
 */

const { model, port } = /** @type {SessionOrder} */ (workerData);
// A listener keeps the thread alive until its caller ends it: ending by itself, it could overtake its last message.
port.on('message', () => {});
/**
 * What goes wrong is told by the error; the runtime would print it as well.
 * @type {{ logSeverityLevel: 4 }}
 */
const QUIET = { logSeverityLevel: 4 };

const runtime = await import('onnxruntime-web').catch((cause) => say({ kind: 'no-runtime', reason: reasonOf(cause) }));
if (runtime) await start(runtime).catch((cause) => say({ kind: 'failed', reason: reasonOf(cause) }));

/** @param {typeof import('onnxruntime-web')} runtime */
async function start({ env, InferenceSession, Tensor }) {
  // One thread: a frame's work is too small to share, and the runtime's own workers could not start while this one waits.
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(model, { executionProviders: ['wasm'], ...QUIET });
  say({ kind: 'loaded', inputs: session.inputMetadata.map(factsOf), outputs: session.outputMetadata.map(factsOf) });
  const [{ turn, input, side }] = /** @type {[SessionDesk]} */ (await once(port, 'message'));
  const feeds = { [session.inputNames[0] ?? '']: new Tensor('float32', input, [1, 1, side, side]) };
  const run = async () => {
    const output = (await session.run(feeds, QUIET))[session.outputNames[0] ?? ''];
    if (output === undefined) throw new Error('it gave no output');
    return output;
  };

  const first = await run();
  const values = new Float32Array(new SharedArrayBuffer(4 * first.size));
  say({ kind: 'ready', output: { name: session.outputNames[0] ?? '', type: first.type, shape: first.dims }, values });
  for (;;) {
    Atomics.wait(turn, 0, 0);
    try {
      const { data } = await run();
      if (data.length !== values.length) throw new Error(`it gave ${data.length} values, not ${values.length}`);
      values.set(/** @type {Float32Array} */ (data));
    } catch (cause) {
      say({ kind: 'failed', reason: reasonOf(cause) });
    }
    Atomics.store(turn, 0, 0);
    Atomics.notify(turn, 0);
  }
}

/**
 * @param {InferenceSession.ValueMetadata} metadata
 * @returns {TensorFacts}
 */
function factsOf(metadata) {
  return metadata.isTensor
    ? { name: metadata.name, type: metadata.type, shape: [...metadata.shape] }
    : { name: metadata.name, type: 'no tensor', shape: [] };
}

/** @param {SessionMessage} message */
function say(message) {
  port.postMessage(message);
}

/** @param {unknown} cause */
function reasonOf(cause) {
  return cause instanceof Error ? cause.message : String(cause);
}
