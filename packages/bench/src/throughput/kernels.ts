import { type HammingKernel, PlainHamming, WasmHamming } from '@streetdate/core';
import { seededRandom } from '../clips/pictures.ts';
import type { Section } from '../measure/figure.ts';
import { type MicroOptions, microBench } from '../measure/micro.ts';

/** Hashes on the side of the references: 3 MB, more than the caches of most cores. */
const REFERENCES = 100_000;
/** References that one call looks at, one part after the other: calls of less than a millisecond are rarely interrupted on a busy machine. */
const PART = 1000;
const QUERIES = 16;
const WORDS = 8;
/** Bits within which pairs are found: few unrelated ones are. */
const MAX_DISTANCE = 96;
/** Comparisons that a figure is for: one takes a few nanoseconds. */
const COMPARISONS = 1000;

/** What comparing hashes costs, the plain kernel as the baseline, and copying the hashes beside it. */
export async function benchKernels(options: MicroOptions = {}): Promise<Section[]> {
  const random = seededRandom(1);
  const references = Uint32Array.from({ length: REFERENCES * WORDS }, () => random() * 2 ** 32);
  const queries = references.slice(0, QUERIES * WORDS).reverse();
  const query = queries.subarray(0, WORDS);
  const distances = new Uint16Array(PART);
  const copy = new Uint32Array(PART * WORDS);
  let calls = 0;
  const nextPart = () => {
    const first = (calls++ * PART) % REFERENCES;
    return references.subarray(first * WORDS, (first + PART) * WORDS);
  };
  const scan = (kernel: HammingKernel, some: Uint32Array) => () => {
    let pairs = 0;
    for (const { count } of kernel.scan(some, nextPart(), MAX_DISTANCE)) pairs += count;
    return pairs;
  };
  const plain = new PlainHamming();
  const wasm = WasmHamming.create();
  if (wasm === undefined) throw new Error('WebAssembly does not run here');
  const figures = await microBench(
    [
      { name: 'plain, 16 queries', run: scan(plain, queries), items: (QUERIES * PART) / COMPARISONS },
      { name: 'wasm, 16 queries', run: scan(wasm, queries), items: (QUERIES * PART) / COMPARISONS },
      { name: 'wasm, one query', run: scan(wasm, query), items: PART / COMPARISONS },
      {
        name: 'wasm, a row of distances',
        run: () => wasm.distances(query, 0, nextPart(), 0, PART, distances),
        items: PART / COMPARISONS,
      },
      { name: 'copying the hashes', run: () => copy.set(nextPart()), items: PART / COMPARISONS },
    ],
    options,
  );
  const notes = [
    `Time for ${COMPARISONS.toLocaleString('en')} comparisons of two 256-bit hashes, of ${REFERENCES.toLocaleString('en')} references.`,
  ];
  return [{ title: 'Comparing hashes', baseline: figures[0]!.name, figures, notes }];
}
