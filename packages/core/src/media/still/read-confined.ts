import { resolve } from 'node:path';
import { StreetdateError } from '../../errors.ts';
import { confinementFor } from '../decoder/confinement/choose-confinement.ts';
import { QUERY_BUDGET } from '../decoder/decoder-budget.ts';
import { runLaunch } from '../decoder/run-launch.ts';
import { oneLine } from '../media-file.ts';
import { sharpPlace } from './load-sharp.ts';
import { readPixels, type StillLimits, type StillPixels } from './read-pixels.ts';

/** Seconds for starting, beside those of decoding. */
const START_SECONDS = 20;

/**
 * Reads a still in a process of its own, in the sandbox that films are decoded in: without network, and with no file but the still, Node and the
 * packages beside sharp.
 * @returns undefined where decoders have no sandbox: the still is then read in this process.
 * @throws StreetdateError `decoder-unconfined` if a sandbox is required and there is none, `runtime-missing`, `decoder-failed`, `decoder-limit`. Error in sharp's words
 * for what is no picture.
 */
export async function readConfined(path: string, limits: StillLimits): Promise<StillPixels | undefined> {
  const confinement = await confinementFor(process.execPath);
  if (confinement.name !== 'bubblewrap') return undefined;
  const { url, folder } = sharpPlace();
  const input = resolve(path);
  const args = ['--input-type=module', '--eval', programOf(url), input, JSON.stringify(limits)];
  const cpuSeconds = START_SECONDS + limits.seconds;
  const launch = confinement.launch({
    program: process.execPath,
    args,
    input,
    libraries: [folder],
    budget: { ...QUERY_BUDGET, cpuSeconds },
  });
  const { status, stdout, stderr, timedOut, signal } = await runLaunch(launch, { limitSeconds: 2 * cpuSeconds });
  if (timedOut || signal === 'SIGXCPU') throw new Error('timeout: it was stopped');
  if (status !== 0)
    throw new StreetdateError(
      signal === undefined ? 'decoder-failed' : 'decoder-limit',
      `${oneLine(path)}: its decoder ended with ${signal ?? status}: ${lastLine(stderr)}`,
      {
        path,
      },
    );
  const [head = '', data] = stdout.split('\n');
  const { fault, picture, ...facts } = JSON.parse(head) as StillPixels & { readonly fault?: string };
  if (fault !== undefined) throw new Error(fault);
  return picture === undefined || data === undefined ? facts : { ...facts, picture: { ...picture, data: Buffer.from(data, 'base64') } };
}

/** A program of one text: the sandbox shows it no file of this package. */
function programOf(sharpUrl: string): string {
  return `import { readFileSync } from 'node:fs';
import sharp from ${JSON.stringify(sharpUrl)};
const readPixels = ${readPixels};
const [path, limits] = process.argv.slice(1);
sharp.concurrency(1);
try {
  const { picture, ...facts } = await readPixels(sharp, readFileSync(path), JSON.parse(limits));
  const { data, ...shape } = picture ?? {};
  process.stdout.write(JSON.stringify({ ...facts, ...(picture && { picture: shape }) }) + '\\n' + (data?.toString('base64') ?? ''));
} catch (error) {
  process.stdout.write(JSON.stringify({ fault: String(error?.message ?? error) }));
}`;
}

function lastLine(text: string): string {
  return oneLine(text.trim().split('\n').at(-1) ?? '').slice(0, 300);
}
