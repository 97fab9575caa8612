import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { filesInFlight } from '@streetdate/core/internal/node';
import { describe, expect, test } from 'vitest';

const names = (count: number) => Array.from({ length: count }, (_, index) => `file ${index}`);

/** Work that says what it does and how much of it goes on at once. */
function workplace(work: (path: string, signal: AbortSignal) => Promise<unknown> = async () => setImmediate()) {
  const seen = { begun: [] as string[], ended: 0, atOnce: 0, most: 0 };
  return {
    seen,
    work: async (path: string, signal: AbortSignal) => {
      seen.begun.push(path);
      seen.most = Math.max(seen.most, ++seen.atOnce);
      try {
        await work(path, signal);
        return path;
      } finally {
        seen.atOnce--;
        seen.ended++;
      }
    },
  };
}

/** Waits until a signal aborts, and a moment longer, as a decoder takes to go. */
async function untilAborted(_: string, signal: AbortSignal): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await wait(20);
  throw signal.reason;
}

describe('files in flight', () => {
  test.each([1, 2, 5])('are at most %i, and each file is worked on once', async (concurrency) => {
    const { seen, work } = workplace();
    const done: string[] = [];
    for await (const path of filesInFlight(names(50), concurrency, work, undefined)) done.push(path);
    expect(done.sort()).toEqual(names(50).sort());
    expect(seen.begun).toEqual(names(50));
    expect(seen.most).toBe(concurrency);
  });

  test('come out as they are ready: a slow one holds nobody up', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { work } = workplace(async (path) => (path === 'file 0' ? held : wait(1)));
    const done: string[] = [];
    for await (const path of filesInFlight(names(10), 2, work, undefined)) {
      done.push(path);
      if (done.length === 9) release();
    }
    expect(done.at(-1)).toBe('file 0');
  });

  test('wait for a receiver that is busy: of an endless list no more is taken than twice the places', async () => {
    let pulled = 0;
    const endless = function* () {
      for (;;) yield `file ${pulled++}`;
    };
    const { seen, work } = workplace();
    const files = filesInFlight(endless(), 3, work, undefined);
    await wait(5);
    expect(pulled).toBe(0);
    await files.next();
    await wait(20);
    expect(seen.begun).toHaveLength(6);
    expect(pulled).toBe(6);
    await files.next();
    await wait(20);
    expect(pulled).toBe(7);
    await files.return(undefined);
    expect(seen.ended).toBe(seen.begun.length);
  });

  test('may be named one by one, slowly', async () => {
    const { work } = workplace();
    const slow = async function* () {
      for (const name of names(4)) {
        await wait(5);
        yield name;
      }
    };
    const done: string[] = [];
    for await (const path of filesInFlight(slow(), 2, work, undefined)) done.push(path);
    expect(done).toEqual(names(4));
  });

  test('may be none', async () => {
    for await (const path of filesInFlight([], 2, workplace().work, undefined)) expect.unreachable(path);
  });
});

describe('all work has ended', () => {
  test('when the loop was left early, and the list was told so', async () => {
    let left = false;
    const list = function* () {
      try {
        yield* names(100);
      } finally {
        left = true;
      }
    };
    const { seen, work } = workplace(async (path, signal) => (path === 'file 1' ? undefined : untilAborted(path, signal)));
    for await (const path of filesInFlight(list(), 3, work, undefined)) {
      expect(path).toBe('file 1');
      break;
    }
    expect(left).toBe(true);
    expect(seen.begun.length).toBeLessThanOrEqual(4);
    expect(seen.ended).toBe(seen.begun.length);
  });

  test('when the signal aborts, whose reason is thrown', async () => {
    const aborting = new AbortController();
    const { seen, work } = workplace(untilAborted);
    const next = filesInFlight(names(100), 3, work, aborting.signal).next();
    await wait(5);
    const reason = new Error('enough');
    aborting.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(seen).toMatchObject({ begun: names(3), ended: 3, atOnce: 0 });
  });

  test('when the signal had aborted before: nothing is begun', async () => {
    const { seen, work } = workplace();
    await expect(filesInFlight(names(2), 1, work, AbortSignal.abort('no')).next()).rejects.toBe('no');
    expect(seen.begun).toEqual([]);
  });

  test('when the list fails or one file’s work rejects, whose reason is thrown', async () => {
    const broken = async function* () {
      yield* names(2);
      throw new Error('the folder is gone');
    };
    const { seen, work } = workplace(untilAborted);
    await expect(filesInFlight(broken(), 3, work, undefined).next()).rejects.toThrow('the folder is gone');
    expect(seen).toMatchObject({ begun: names(2), ended: 2 });
    const failing = workplace(async (path, signal) => {
      if (path === 'file 1') throw new Error('a bug');
      await untilAborted(path, signal);
    });
    await expect(filesInFlight(names(9), 3, failing.work, undefined).next()).rejects.toThrow('a bug');
    expect(failing.seen).toMatchObject({ atOnce: 0, ended: failing.seen.begun.length });
  });

  test('when the list never names its next file and the signal aborts', async () => {
    const aborting = new AbortController();
    const never = async function* () {
      yield 'file 0';
      await new Promise(() => {});
    };
    const { work } = workplace();
    const files = filesInFlight(never(), 2, work, aborting.signal);
    expect(await files.next()).toEqual({ done: false, value: 'file 0' });
    setTimeout(() => aborting.abort(new Error('enough')), 5);
    await expect(files.next()).rejects.toThrow('enough');
  });
});
