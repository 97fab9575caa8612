import { pdq } from '@streetdate/core';
import {
  type AreaKernel,
  type BandKernel,
  type BandTable,
  createWasmArea,
  createWasmDct,
  type DctKernel,
  type HammingKernel,
  makeCover,
  PlainBands,
  PlainHamming,
  plainArea,
  plainDct,
  SPECTRUM_PICTURE_SIZE,
  SPECTRUM_SIZE,
  sharedBytes,
  WasmBands,
  WasmHamming,
} from '@streetdate/core/internal';
import { generatedPicture, seededRandom } from '../clips/pictures.ts';
import type { Section } from '../measure/figure.ts';
import { type MicroOptions, microBench } from '../measure/micro.ts';

/** Reference hashes: 3 MB, more than the caches of most cores. */
const REFERENCES = 100_000;
/** References in one call. Calls of less than a millisecond are rarely interrupted on a busy machine. */
const PART = 1000;
const QUERIES = 16;
const WORDS = 8;
/** Greatest distance of the pairs that are found, bits. Few unrelated pairs are so near. */
const MAX_DISTANCE = 96;
/** Comparisons for one figure: one takes a few nanoseconds. */
const COMPARISONS = 1000;

/** The cost of the kernels in WebAssembly, compared with plain JavaScript. */
export async function benchKernels(options: MicroOptions = {}): Promise<Section[]> {
  return [await compareHashes(options), await lookUpByBands(options), await transformPictures(options), await scalePictures(options)];
}

/** The cost of comparing hashes, with the plain kernel as the baseline, and the cost of copying them. */
async function compareHashes(options: MicroOptions): Promise<Section> {
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
  const wasm = compiled(WasmHamming.create());
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
  return { title: 'Comparing hashes', baseline: figures[0]!.name, figures, notes };
}

/** Where the bits of a posting lie, and the bits of a band's word that are looked up: see {@link BandTable}. */
const CUT = { bandBits: 14, frameBits: 17, runBits: 3 } as const;
const KEY_BITS = 20;
/** Bits by which a query hash differs from a stored one. */
const STRAYED = 40;

/** The cost of finding hashes by their bands: gathering the postings of each band, with one bit changed or none, and comparing their hashes. */
async function lookUpByBands(options: MicroOptions): Promise<Section> {
  const random = seededRandom(2);
  const table = bandTableOf(Uint32Array.from({ length: REFERENCES * WORDS }, () => random() * 2 ** 32));
  const queries = table.codes.slice(0, QUERIES * WORDS);
  for (let query = 0; query < QUERIES; query++) {
    for (let bit = 0; bit < STRAYED; bit++) queries[query * WORDS + Math.floor(random() * WORDS)]! ^= 1 << (32 * random());
  }
  const lookUp = { keyBits: KEY_BITS, maxDistance: MAX_DISTANCE, commonFrom: REFERENCES, exactFrom: REFERENCES };
  const search = (kernel: BandKernel) => () => {
    let found = 0;
    for (let query = 0; query < QUERIES; query++) {
      kernel.lookUp(queries, query, queries.subarray(query * WORDS, (query + 1) * WORDS), lookUp, () => found++);
    }
    return found;
  };
  const figures = await microBench(
    [
      { name: 'plain', run: search(new PlainBands(table)), items: QUERIES },
      { name: 'wasm', run: search(compiled(WasmBands.create(table))), items: QUERIES },
    ],
    options,
  );
  const notes = [
    `Time to look one hash up among ${REFERENCES.toLocaleString('en')} random ones by ${KEY_BITS} bits of each band, of which one may differ.`,
  ];
  return { title: 'Looking hashes up by bands', baseline: figures[0]!.name, figures, notes };
}

/** A table of distinct hashes, as in a segment. */
function bandTableOf(hashes: Uint32Array): BandTable {
  const frames = hashes.length / WORDS;
  const buckets = 2 ** CUT.bandBits;
  const bytes = sharedBytes(4 * (WORDS * (buckets + 1) + hashes.length + hashes.length));
  const directory = new Uint32Array(bytes.buffer, bytes.byteOffset, WORDS * (buckets + 1));
  const postings = new Uint32Array(bytes.buffer, bytes.byteOffset + directory.byteLength, hashes.length);
  const codes = new Uint32Array(bytes.buffer, bytes.byteOffset + directory.byteLength + postings.byteLength, hashes.length);
  codes.set(hashes);
  const restBits = 32 - CUT.frameBits - CUT.runBits;
  for (let band = 0; band < WORDS; band++) {
    const wordOf = (frame: number) => hashes[frame * WORDS + band]!;
    const bucketOf = (frame: number) => wordOf(frame) & (buckets - 1);
    const order = Uint32Array.from({ length: frames }, (_, frame) => frame).sort(
      (one, other) => bucketOf(one) - bucketOf(other) || one - other,
    );
    const first = band * (buckets + 1);
    for (let at = 0, bucket = 0; at <= frames; at++) {
      for (const end = at === frames ? buckets : bucketOf(order[at]!); bucket <= end; bucket++)
        directory[first + bucket] = band * frames + at;
      if (at < frames) {
        const rest = (wordOf(order[at]!) >>> CUT.bandBits) & (2 ** restBits - 1);
        postings[band * frames + at] = rest * 2 ** CUT.frameBits + order[at]!;
      }
    }
  }
  return { bits: 32 * WORDS, ...CUT, directory, postings, codes };
}

/** The cost of a picture's low frequencies: by the definition of the transform, row by row, by the plain kernel, and compiled; and of a whole hash. */
async function transformPictures(options: MicroOptions): Promise<Section> {
  const picture = generatedPicture(1, SPECTRUM_PICTURE_SIZE);
  const spectrum = new Float64Array(SPECTRUM_SIZE ** 2);
  const hash = new Uint32Array(WORDS);
  const transform = (kernel: Pick<DctKernel, 'lowFrequencies'>) => () => kernel.lowFrequencies(picture.pixels, spectrum);
  const figures = await microBench(
    [
      { name: 'as defined', run: transform({ lowFrequencies: transformAsDefined }) },
      { name: 'plain', run: transform(plainDct) },
      { name: 'wasm', run: transform(compiled(createWasmDct())) },
      { name: 'pdq/1, the hash of it', run: () => pdq.hash(picture, hash, 0) },
    ],
    options,
  );
  const notes = [
    'Time for 16 × 16 coefficients of the DCT of a picture of 64 × 64. By the definition: rows first, then columns, and no multiplication spared.',
  ];
  return { title: 'Low frequencies of a picture', baseline: figures[0]!.name, figures, notes };
}

const WAVES = Array.from({ length: SPECTRUM_SIZE }, (_, f) =>
  Float64Array.from(
    { length: SPECTRUM_PICTURE_SIZE },
    (_, k) => Math.sqrt(2 / SPECTRUM_PICTURE_SIZE) * Math.cos((Math.PI * (f + 1) * (2 * k + 1)) / (2 * SPECTRUM_PICTURE_SIZE)),
  ),
);
const across = new Float64Array(SPECTRUM_PICTURE_SIZE * SPECTRUM_SIZE);

function transformAsDefined(picture: ArrayLike<number>, spectrum: Float64Array): void {
  for (let y = 0; y < SPECTRUM_PICTURE_SIZE; y++) {
    for (let f = 0; f < SPECTRUM_SIZE; f++) {
      let sum = 0;
      for (let x = 0; x < SPECTRUM_PICTURE_SIZE; x++) sum += WAVES[f]![x]! * picture[y * SPECTRUM_PICTURE_SIZE + x]!;
      across[y * SPECTRUM_SIZE + f] = sum;
    }
  }
  for (let f = 0; f < SPECTRUM_SIZE; f++) {
    for (let x = 0; x < SPECTRUM_SIZE; x++) {
      let sum = 0;
      for (let y = 0; y < SPECTRUM_PICTURE_SIZE; y++) sum += WAVES[f]![y]! * across[y * SPECTRUM_SIZE + x]!;
      spectrum[f * SPECTRUM_SIZE + x] = sum;
    }
  }
}

/** Rows and columns of decoded pictures of a 16:9 film. */
const DECODED = { width: 256, height: 144 } as const;

/** The cost of scaling a decoded picture to the one that is hashed. */
async function scalePictures(options: MicroOptions): Promise<Section> {
  const { pixels } = generatedPicture(1, DECODED.width);
  const side = SPECTRUM_PICTURE_SIZE;
  const [columns, rows] = [makeCover(DECODED.width, 0, 1, side), makeCover(DECODED.height, 0, 1, side)];
  const scaled = new Uint8Array(side * side);
  const scale = (kernel: AreaKernel) => () => kernel.scale(pixels, DECODED.width, columns, rows, scaled);
  const figures = await microBench(
    [
      { name: 'plain', run: scale(plainArea) },
      { name: 'wasm', run: scale(compiled(createWasmArea())) },
    ],
    options,
  );
  const notes = [`Time for a picture of ${DECODED.width} × ${DECODED.height} to ${side} × ${side}, by area.`];
  return { title: 'Scaling a picture', baseline: figures[0]!.name, figures, notes };
}

/** A kernel that was compiled. @throws Error where WebAssembly with vectors does not run. */
function compiled<K>(kernel: K | undefined): K {
  if (kernel === undefined) throw new Error('WebAssembly does not run here');
  return kernel;
}
