import { setImmediate, setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { inFlight } from '@streetdate/core/internal';
import { expect, test } from 'vitest';

/** Results in the order of the inputs. */
const inOrder = <Input, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  most: number,
  work: (input: Input, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
) => inFlight(inputs, { most, inOrder: true, signal }, work);

async function all<Result>(results: AsyncIterable<Result>): Promise<Result[]> {
  const list: Result[] = [];
  for await (const result of results) list.push(result);
  return list;
}

test('yields in the order of the inputs, whatever is done first, and works on several at once', async () => {
  let running = 0;
  let most = 0;
  const work = async (milliseconds: number) => {
    most = Math.max(most, ++running);
    await setTimeout(milliseconds);
    running--;
    return milliseconds;
  };
  expect(await all(inOrder([60, 5, 30, 1, 20], 3, work))).toEqual([60, 5, 30, 1, 20]);
  expect(most).toBe(3);
  expect(await all(inOrder([], 3, work))).toEqual([]);
});

test('takes no more of an endless source than is fetched, and the few that may wait', async () => {
  let taken = 0;
  function* numbers() {
    for (;;) yield taken++;
  }
  let fetched = 0;
  for await (const _ of inOrder(numbers(), 4, async (input) => input)) {
    await setTimeout(1);
    expect(taken - fetched).toBeLessThanOrEqual(4);
    if (++fetched === 50) break;
  }
});

test('a result is yielded while the source thinks about its next input', async () => {
  let answer = (_: number) => {};
  async function* slow() {
    yield 1;
    yield await new Promise<number>((resolve) => {
      answer = resolve;
    });
  }
  const results = inOrder(slow(), 4, async (input) => 10 * input);
  expect(await results.next()).toEqual({ done: false, value: 10 });
  const second = results.next();
  answer(2);
  expect(await second).toEqual({ done: false, value: 20 });
  expect(await results.next()).toEqual({ done: true, value: undefined });
});

test('a failure is thrown when its turn comes, and what else runs is stopped first', async () => {
  const stopped: number[] = [];
  const work = async (input: number, signal: AbortSignal) => {
    if (input === 1) await setTimeout(20).then(() => Promise.reject(new Error('the second one failed')));
    if (input > 1) await setTimeout(60_000, undefined, { signal }).catch(() => stopped.push(input));
    return input;
  };
  const results = inOrder([0, 1, 2], 2, work);
  expect((await results.next()).value).toBe(0);
  await expect(results.next()).rejects.toThrow('the second one failed');
  expect(stopped).toEqual([2]);
});

test('a source that fails ends it', async () => {
  function* broken() {
    yield 1;
    throw new Error('no more');
  }
  const results = inOrder(broken(), 1, async (input) => input);
  expect((await results.next()).value).toBe(1);
  await expect(results.next()).rejects.toThrow('no more');
});

test('an abort throws the reason, also while the source thinks', async () => {
  const controller = new AbortController();
  let left = false;
  async function* waiting() {
    try {
      yield 1;
      await setTimeout(60_000, undefined, { signal: controller.signal });
    } finally {
      left = true;
    }
  }
  const results = inOrder(waiting(), 2, async (input) => input, controller.signal);
  expect((await results.next()).value).toBe(1);
  const reason = new Error('enough');
  setTimeout(5).then(() => controller.abort(reason));
  await expect(results.next()).rejects.toBe(reason);
  await setTimeout(1);
  expect(left).toBe(true);
  await expect(inOrder([1], 1, async (input) => input, AbortSignal.abort(reason)).next()).rejects.toBe(reason);
});

test('leaving early closes the source', async () => {
  let closed = false;
  function* numbers() {
    try {
      for (let number = 0; ; number++) yield number;
    } finally {
      closed = true;
    }
  }
  for await (const _ of inOrder(numbers(), 2, async (input) => input)) break;
  expect(closed).toBe(true);
});

test('a long stream leaves nothing behind, however many results it had', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { signal } = new AbortController();
  function* numbers() {
    for (let number = 0; number < 60_000; number++) yield number;
  }
  const held: number[] = [];
  for await (const number of inOrder(numbers(), 4, (input) => setImmediate(input), signal)) {
    if (number !== 20_000 && number !== 59_999) continue;
    collect();
    held.push(process.memoryUsage().heapUsed);
  }
  // A reaction on a promise that lives as long as the stream, for each result, would be 20 MB and more.
  expect(held[1]! - held[0]!).toBeLessThan(5e6);
});
