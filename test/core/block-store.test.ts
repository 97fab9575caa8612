import { expect, test } from 'vitest';
import { BlockStore } from '../../packages/core/src/block-store.ts';

test('a block that was given back is handed out again, as it is', () => {
  const store = new BlockStore();
  const block = store.take(3);
  block.set([1, 2, 3]);
  store.give(block);
  expect(store.take(3)).toBe(block);
  expect(block).toEqual(Uint8Array.of(1, 2, 3));
});

test('a block may be given back as a view of its front', () => {
  const store = new BlockStore();
  const block = store.take(3);
  store.give(block.subarray(0, 2));
  const again = store.take(3);
  expect(again).toHaveLength(3);
  expect(again.buffer).toBe(block.buffer);
});

test('no block is handed out twice at a time, and none of another size', () => {
  const store = new BlockStore();
  const block = store.take(3);
  expect(store.take(3)).not.toBe(block);
  store.give(block);
  expect(store.take(4)).toHaveLength(4);
});
