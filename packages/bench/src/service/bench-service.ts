import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFilms, inTemporaryFolder } from '../clips/clips.ts';
import { compare, type Section } from '../measure/figure.ts';
import { type MadeUpload, makeUploads, UPLOAD_SECONDS } from './make-uploads.ts';
import { checkCommand, runCommand, startServer } from './running-command.ts';
import { type SentUpload, sendUploads } from './send-uploads.ts';
import { measureSmallRequests } from './small-requests.ts';

/** Options for {@link benchService}. */
export interface ServiceBenchOptions {
  /** Uploads that are sent in at once. @defaultValue 200 */
  readonly uploads?: number;
  /** Seconds of each measurement of small requests. @defaultValue 10 */
  readonly seconds?: number;
  /** Further arguments of `streetdate serve`, such as those of the server profile. @defaultValue none */
  readonly serve?: readonly string[];
  /** Called now and then with how far it is. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** The film's disc is on sale from this day on, and the uploads are seen before it. */
const STREET_DATE = '2027-03-09';
const SEEN_AT = '2027-02-07T12:00:00Z';

/**
 * Sends uploads to a server, all at once, and compares verdicts and time with the bare command on the same files; then asks for small things.
 * @throws Error when a verdict is another than the bare command's.
 */
export async function benchService({ uploads = 200, seconds = 10, serve = [], onProgress }: ServiceBenchOptions = {}): Promise<Section[]> {
  await checkCommand();
  const { paths, description } = await chooseFilms(undefined);
  return inTemporaryFolder(async (folder) => {
    await mkdir(join(folder, 'uploads'));
    const made = await makeUploads(paths, uploads, folder);
    onProgress?.(`made ${made.length} uploads`);
    const homes = { bare: join(folder, 'bare'), served: join(folder, 'served') };
    for (const home of Object.values(homes)) {
      const facts = ['--title', 'Film', '--territory', 'US', '--street-date', STREET_DATE];
      await runCommand('enroll', paths[0]!, '--home', home, ...facts);
    }
    const bare = await scanned(homes.bare, join(folder, 'uploads'));
    onProgress?.(`the command scanned them in ${bare.seconds.toFixed(1)} s`);
    const server = await startServer('--home', homes.served, ...serve);
    try {
      const served = await timed(() => sendUploads(server.url, made, `seenAt=${SEEN_AT}&territory=US`));
      onProgress?.(`the server answered all in ${served.seconds.toFixed(1)} s`);
      checkVerdicts(made, bare.result, served.result);
      const small = await measureSmallRequests(server.url, served.result[0]!.id, seconds);
      return [sectionOf(made, bare.seconds, served.seconds, description), small];
    } finally {
      await server.stop();
    }
  });
}

/** Scans the folder with the command. @returns The verdict of each file by its name, and how long it took. */
function scanned(home: string, folder: string): Promise<Timed<ReadonlyMap<string, string>>> {
  return timed(async () => {
    const lines = await runCommand('scan', folder, '--home', home, '--seen-at', SEEN_AT, '--territory', 'US', '--json');
    const records = lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ScanLine);
    return new Map(records.filter(({ type }) => type === 'scan').map(({ path, verdict }) => [path.split('/').at(-1)!, verdict.kind]));
  });
}

interface ScanLine {
  readonly type: string;
  readonly path: string;
  readonly verdict: { readonly kind: string };
}

function checkVerdicts(made: readonly MadeUpload[], bare: ReadonlyMap<string, string>, served: readonly SentUpload[]): void {
  const kinds = new Map(served.map(({ name, kind }) => [name, kind]));
  for (const { name, isCopy } of made) {
    const [kind, expected] = [kinds.get(name), isCopy ? 'pre-release-leak' : 'no-match'];
    if (kind !== expected || bare.get(name) !== expected)
      throw new Error(`${name}: the server says ${kind} and the command ${bare.get(name)}, but it is ${expected}`);
  }
}

function sectionOf(made: readonly MadeUpload[], bare: number, served: number, description: string): Section {
  const hours = (made.length * UPLOAD_SECONDS) / 3600;
  const pace = (seconds: number) => `${((hours * 3600) / seconds).toFixed(1)} film hours an hour`;
  return {
    title: `${made.length} uploads of ${UPLOAD_SECONDS} s, all sent at once`,
    baseline: 'streetdate scan of the folder',
    figures: compare([
      { name: 'streetdate scan of the folder', unit: 's', values: [bare] },
      { name: 'streetdate serve, from the first byte to the last verdict', unit: 's', values: [served] },
    ]),
    notes: [
      `The command: ${pace(bare)}. The server: ${pace(served)}.`,
      `Every verdict is right and the same in both: ${made.filter(({ isCopy }) => isCopy).length} leaks, the others no match.`,
      `480 rows, each upload with other bytes. Films: ${description}; the first one is enrolled.`,
    ],
  };
}

interface Timed<Result> {
  readonly result: Result;
  readonly seconds: number;
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}
