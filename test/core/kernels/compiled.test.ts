import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileKernel, KERNELS, modulePath } from '../../../packages/core/assembly/compile.ts';

test.each(KERNELS)('what is kept of $source is what it compiles to: else run npm run build', async (kernel) => {
  expect(await readFile(modulePath(kernel), 'utf8')).toBe(await compileKernel(kernel));
});
