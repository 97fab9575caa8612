import { Readable } from 'node:stream';
import { Problem } from './problem.ts';

/**
 * The body of a request, as the stream that it comes in.
 * @throws Problem 400 if there is none; 415 if it was sent as JSON.
 */
export function bytesOf(body: unknown): Readable {
  if (body === undefined || body === null) throw new Problem(400, 'no-content', 'the body must be the bytes of a file');
  if (body instanceof Readable) return body;
  throw new Problem(415, 'not-bytes', 'the body must be the bytes of a file: Content-Type application/octet-stream');
}

/** Runs work of the engine whose RangeError or TypeError is about what the request says. @throws Problem 422 */
export async function sayingWhatIsWrong<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isMistake = error instanceof RangeError || error instanceof TypeError;
    // A refusal is a RangeError too, and has a status of its own.
    if (isMistake && (error.name === 'RangeError' || error.name === 'TypeError')) throw new Problem(422, 'unusable', error.message);
    throw error;
  }
}
