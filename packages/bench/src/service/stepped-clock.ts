import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The clock of a process, which can be stepped while that runs. */
export interface SteppedClock {
  /** Variables that the process needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Sets how far it is ahead of this machine's clock, milliseconds. The process sees it within a tenth of a second. */
  step(aheadMs: number): Promise<void>;
}

/** What the process loads first. It changes what `Date` says of the present; monotonic clocks stay true, as when a machine's clock is set. */
const moduleOf = (offsetPath: string) => `
import { readFileSync } from 'node:fs';
const TrueDate = Date;
let aheadMs = 0;
const look = () => { aheadMs = Number(readFileSync(${JSON.stringify(offsetPath)}, 'utf8')) || 0; };
look();
setInterval(look, 100).unref();
const now = () => TrueDate.now() + aheadMs;
globalThis.Date = new Proxy(TrueDate, {
  construct: (target, values, made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made),
  get: (target, name) => (name === 'now' ? now : target[name]),
});
`;

/**
 * Makes a clock for one process of Node.
 * @param folder - For its files.
 */
export async function makeClock(folder: string, name: string): Promise<SteppedClock> {
  const [offset, module] = [join(folder, `${name}.offset`), join(folder, `${name}.mjs`)];
  await writeFile(offset, '0');
  await writeFile(module, moduleOf(offset));
  const options = [process.env.NODE_OPTIONS, `--import=${pathToFileURL(module)}`].filter(Boolean).join(' ');
  return { env: { NODE_OPTIONS: options }, step: (aheadMs) => writeFile(offset, String(aheadMs)) };
}
