import { PlainPostings } from './plain-postings.ts';
import type { PostingCut, PostingKernel, PostingRoom } from './posting-kernel.ts';
import { WasmPostings } from './wasm-postings.ts';

/**
 * The fastest kernel that makes postings in some memory, with equal results: compiled when the hashes have 256 bits and are in memory from
 * `sharedBytes`, else plain JavaScript.
 */
export function createPostingKernel(room: PostingRoom, cut: PostingCut): PostingKernel {
  return WasmPostings.create(room, cut) ?? new PlainPostings(room, cut);
}
