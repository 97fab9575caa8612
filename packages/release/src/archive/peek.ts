import { checkFunction, checkInteger, checkObject } from '@streetdate/core/internal';
/**
 * Reads the beginning of a stream and gives the whole stream back.
 * @returns Its first `length` bytes or more, fewer if it ends before; all of its bytes; and what ends the source early, if they are not read.
 */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{
  readonly head: Uint8Array;
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  readonly close: () => Promise<void>;
}> {
  checkObject('source', source);
  checkFunction('source[Symbol.asyncIterator]', source[Symbol.asyncIterator]);
  checkInteger('length', length, 0, Number.MAX_SAFE_INTEGER);
  const iterator = source[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  while (bytes < length && !isOver) {
    const { done, value } = await iterator.next();
    isOver = done === true;
    if (done === true) break;
    parts.push(value);
    bytes += value.length;
  }
  const close = async () => {
    if (!isOver) await iterator.return?.();
    isOver = true;
  };
  const chunks = (async function* () {
    try {
      yield* parts;
      while (!isOver) {
        const { done, value } = await iterator.next();
        isOver = done === true;
        if (done !== true) yield value;
      }
    } finally {
      await close();
    }
  })();
  return { head: parts.length === 1 ? parts[0]! : Buffer.concat(parts), chunks, close };
}
