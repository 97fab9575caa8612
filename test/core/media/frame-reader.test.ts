import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { BlockSink } from '../../../packages/core/src/media/decoder/block-sink.ts';
import { FrameReader, StallError } from '../../../packages/core/src/media/decoder/frame-reader.ts';

function reader(stallSeconds: number, signal?: AbortSignal) {
  const sink = new BlockSink(4, 2);
  return { sink, reader: new FrameReader(sink, { stallSeconds, signal }) };
}

describe('a frame that is waited for', () => {
  test('is given once all of its bytes are there, whatever lines come before', async () => {
    const { sink, reader: frames } = reader(60);
    const frame = frames.read();
    frames.signOfLife();
    sink.write(Uint8Array.of(1, 2, 3));
    frames.signOfLife();
    sink.write(Uint8Array.of(4));
    expect(await frame).toEqual(Uint8Array.of(1, 2, 3, 4));
    frames.close();
  });

  test('is undefined at the end', async () => {
    const { sink, reader: frames } = reader(60);
    const frame = frames.read();
    sink.end();
    expect(await frame).toBeUndefined();
    frames.close();
  });

  test('is waited for as long as lines come, and no longer than the limit after the last one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { reader: frames } = reader(60);
    let stalled = false;
    const frame = frames.read().catch((error: unknown) => {
      stalled = true;
      return error;
    });
    for (let line = 0; line < 8; line++) {
      await vi.advanceTimersByTimeAsync(59_000);
      frames.signOfLife();
    }
    await vi.advanceTimersByTimeAsync(59_000);
    expect(stalled).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await frame).toBeInstanceOf(StallError);
    frames.close();
  });

  test('costs the signal one listener for a whole film', async () => {
    let listeners = 0;
    const { signal } = new AbortController();
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    const { sink, reader: frames } = reader(60, signal);
    for (let at = 0; at < 5; at++) {
      const frame = frames.read();
      sink.write(Uint8Array.of(at, at, at, at));
      expect(await frame).toEqual(Uint8Array.of(at, at, at, at));
    }
    expect(listeners).toBe(1);
    frames.close();
  });

  test('ends with the reason of an abort', async () => {
    const control = new AbortController();
    const { reader: frames } = reader(60, control.signal);
    const frame = frames.read();
    control.abort(new Error('stopped by hand'));
    await expect(frame).rejects.toThrow('stopped by hand');
    frames.close();
  });
});
