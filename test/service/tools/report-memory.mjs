// Loaded before the command, with --expose-gc: on SIGUSR2 it collects garbage and writes what the process then holds.
import { renameSync, writeFileSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  writeFileSync(`${process.env.MEMORY_REPORT}.part`, JSON.stringify(process.memoryUsage()));
  renameSync(`${process.env.MEMORY_REPORT}.part`, process.env.MEMORY_REPORT);
});
