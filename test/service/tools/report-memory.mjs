// Loaded before the command, with --expose-gc: on SIGUSR2 it collects garbage and writes what the process then holds.
import { writeFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  writeFileSync(process.env.MEMORY_REPORT, JSON.stringify(process.memoryUsage()));
});
