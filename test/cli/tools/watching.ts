import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run as runCommand } from 'streetdate';
import { expect } from 'vitest';
import { writeCopy, writeReference } from './prints.ts';
import { capture, type RunOptions, streetdate, temporaryFolder } from './streetdate.ts';

/**
 * A library with one film, and an empty folder to watch.
 * @param disk - Where the library lies. @defaultValue beside the folder
 */
export async function prepared(disk?: string) {
  const folder = await temporaryFolder();
  const [home, drop] = [join(disk ?? folder, 'library'), join(folder, 'drop')];
  await mkdir(drop);
  const film = await writeReference(folder, 'film.sdfp', 1);
  const sale = ['--territory', 'US', '--street-date', '2027-03-09'];
  expect((await streetdate(['enroll', film, '--title', 'Film', ...sale, '--home', home])).status).toBe(0);
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const other = await writeCopy(folder, 'other.sdfp', 2);
  const watch = (...more: string[]) => ['watch', drop, '--home', home, '--territory', 'US', '--every', '0.05', ...more];
  return { folder, home, drop, copy, other, watch };
}

/** Starts the command, and gives its output while it runs. */
export function start(argv: readonly string[], options: RunOptions = {}) {
  const stop = new AbortController();
  const [stdout, stderr] = [capture(false), capture(false)];
  const end = runCommand(argv, { stdout, stderr, signal: stop.signal, now: () => new Date(options.now ?? '2026-02-01T12:00:00Z') });
  const until = async (what: () => boolean) => {
    for (let left = 4000; !what(); left--) {
      if (left === 0) throw new Error(`it did not happen; printed: ${stdout.text}${stderr.text}`);
      await sleep(50);
    }
  };
  return { stdout, stderr, stop, end, until };
}
