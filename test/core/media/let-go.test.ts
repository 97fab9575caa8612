import { once } from 'node:events';
import { expect, test } from 'vitest';
import { BlockStore } from '../../../packages/core/src/block-store.ts';
import { BlockSink } from '../../../packages/core/src/media/decoder/block-sink.ts';
import { letGo } from '../../../packages/core/src/media/decoder/let-go.ts';

test('bytes that are let go take no memory any more', () => {
  const bytes = new Uint8Array(1000);
  letGo(bytes);
  expect(bytes).toHaveLength(0);
  expect(bytes.buffer.byteLength).toBe(0);
});

test('bytes that share a buffer with others stay', () => {
  const all = Uint8Array.of(1, 2, 3, 4);
  letGo(all.subarray(1, 3));
  expect(all).toEqual(Uint8Array.of(1, 2, 3, 4));
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  letGo(shared);
  expect(shared).toHaveLength(4);
});

test('of a hundred megabytes that pass through a sink next to nothing is held, without a collection', async () => {
  const store = new BlockStore();
  const sink = new BlockSink(50_000, 2, store);
  const before = process.memoryUsage().arrayBuffers;
  let [blocks, most] = [0, 0];
  sink.onSign = () => {
    for (let block = sink.take(); block !== undefined; block = sink.take()) {
      blocks++;
      store.give(block);
    }
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  };
  // As of a pipe: each chunk has memory of its own.
  for (let chunk = 0; chunk < 2000; chunk++) sink.write(new Uint8Array(50_000).fill(chunk));
  sink.end();
  await once(sink, 'finish');
  expect(blocks).toBe(2000);
  expect(most).toBeLessThan(1e6);
});
