import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** A kernel's source and the module of the portable code that carries what it was compiled to. */
export interface KernelSource {
  /** AssemblyScript file in this folder. */
  readonly source: string;
  /** File in `src/kernels`. */
  readonly module: string;
  /** Whether it uses vectors of 128 bits. */
  readonly simd: boolean;
  /** Pages of 64 KiB in its memory, which never grows; undefined where it works in memory that is imported, and that threads may share. */
  readonly pages: number | undefined;
}

/** Pages in 4 GiB, all that 32 bits can address. */
const MOST_PAGES = 1 << 16;

/** Every kernel. */
export const KERNELS: readonly KernelSource[] = [
  { source: 'hamming.ts', module: 'hamming/hamming-bytes.ts', simd: false, pages: 3 },
  { source: 'low-frequencies.ts', module: 'dct/dct-bytes.ts', simd: true, pages: 1 },
  { source: 'area.ts', module: 'area/area-bytes.ts', simd: true, pages: 2 },
  { source: 'spectrum.ts', module: 'spectrum/spectrum-bytes.ts', simd: true, pages: 6 },
  { source: 'tone.ts', module: 'tone/tone-bytes.ts', simd: true, pages: 2 },
  { source: 'bends.ts', module: 'bends/bends-bytes.ts', simd: true, pages: 2 },
  { source: 'seams.ts', module: 'seams/seams-bytes.ts', simd: true, pages: 21 },
  { source: 'diagonals.ts', module: 'diagonals/diagonals-bytes.ts', simd: false, pages: 3 },
  { source: 'sliding.ts', module: 'sliding/sliding-bytes.ts', simd: true, pages: 4 },
  { source: 'scale-space.ts', module: 'scale-space/scale-space-bytes.ts', simd: true, pages: 289 },
  { source: 'mark.ts', module: 'mark/mark-bytes.ts', simd: true, pages: 6 },
  { source: 'signs.ts', module: 'signs/signs-bytes.ts', simd: true, pages: 1 },
  { source: 'bands.ts', module: 'bands/bands-bytes.ts', simd: false, pages: undefined },
  { source: 'postings.ts', module: 'postings/postings-bytes.ts', simd: false, pages: undefined },
];

/** Path of the module that carries a kernel. */
export function modulePath({ module }: KernelSource): string {
  return fileURLToPath(new URL(`../src/kernels/${module}`, import.meta.url));
}

/**
 * Compiles one kernel.
 * @returns The text of its module. The same source and compiler give the same text.
 * @throws Error with the compiler's own words when the source does not compile.
 */
export async function compileKernel(kernel: KernelSource): Promise<string> {
  const { source, simd, pages } = kernel;
  const asc = await import('assemblyscript/asc'); // four megabytes of compiler, for those who changed a kernel
  let binary: Uint8Array | undefined;
  const memory =
    pages === undefined
      ? ['--importMemory', '--sharedMemory', '--enable', 'threads', '--initialMemory', '1', '--maximumMemory', String(MOST_PAGES)]
      : ['--initialMemory', String(pages), '--maximumMemory', String(pages)];
  const options = ['-O3', '--runtime', 'stub', '--noAssert', ...memory, ...(simd ? ['--enable', 'simd'] : [])];
  const { error, stderr } = await asc.main([source, '--baseDir', HERE, '--outFile', 'kernel.wasm', ...options], {
    readFile: (name, folder) => readFile(`${folder}/${name}`, 'utf8').catch(() => null),
    writeFile: (_name, contents) => {
      binary = Buffer.from(contents);
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined) throw new Error(`${source} does not compile: ${stderr.toString()}`, { cause: error });
  const lines =
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,130}/g) ?? [];
  return [
    await firstLine(kernel),
    '/** The bytes of the WebAssembly module, base64. */',
    `export const BYTES =\n${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

/** What a module begins with: says which source it was compiled from, so that building what has not changed costs nothing. */
async function firstLine({ source }: KernelSource): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(`${HERE}/${source}`))
    .update(await readFile(`${HERE}/compile.ts`));
  return `// Compiled by assembly/build.ts from assembly/${source}, ${digest.digest('hex').slice(0, 16)}. Do not edit.`;
}

/** Compiles the kernels whose sources have changed. */
export async function buildKernels(): Promise<void> {
  for (const kernel of KERNELS) {
    const path = modulePath(kernel);
    const written = await readFile(path, 'utf8').catch(() => '');
    if (!written.startsWith(`${await firstLine(kernel)}\n`)) await writeFile(path, await compileKernel(kernel));
  }
}
