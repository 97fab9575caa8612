import { buildKernels } from './compile.ts';

await buildKernels();
