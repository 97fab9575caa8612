import { join } from 'node:path';
import { type Defer, temporaryFolder, withCleaning } from '../clips/cleaning.ts';
import { chooseFilms } from '../clips/clips.ts';
import { compare, type Section } from '../measure/figure.ts';
import { enrollFilm, FILM } from './enroll-film.ts';
import { HALVES, type MadeUpload, makeUploads, UPLOAD_SECONDS } from './make-uploads.ts';
import type { Profile } from './profiles.ts';
import { checkCommand, runCommand, startServe } from './running-command.ts';
import { type SentUpload, sendUploads } from './send-uploads.ts';
import { type StartedService, startServerProfile } from './server-profile.ts';
import { measureSmallRequests } from './small-requests.ts';

/** Options for {@link benchService}. */
export interface ServiceBenchOptions {
  /** What is measured. @defaultValue embedded */
  readonly profile?: Profile;
  /** Worker processes of the server profile. @defaultValue as many as keep each core busy with a film */
  readonly workers?: number | undefined;
  /** Uploads that are sent in at once. @defaultValue 200 */
  readonly uploads?: number;
  /** Seconds of each measurement of small requests. @defaultValue 10 */
  readonly seconds?: number;
  /** Further arguments of `streetdate serve` in the embedded profile. @defaultValue none */
  readonly serve?: readonly string[];
  /** Called now and then with how far it is. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

/**
 * Sends uploads to a service, all at once, and compares verdicts and time with the bare command on the same files; then asks for small things.
 * The command scans half of the files before and half of them after, so that a machine that gets slower meanwhile slows both.
 * @throws Error when a verdict is another than the bare command's.
 */
export async function benchService({
  profile = 'embedded',
  workers,
  uploads = 200,
  seconds = 10,
  serve = [],
  onProgress,
}: ServiceBenchOptions = {}): Promise<Section[]> {
  if (uploads < 4) throw new RangeError(`uploads must be 4 or more, a copy and another film in each half, got ${uploads}`);
  await checkCommand();
  const { paths, description } = await chooseFilms(undefined);
  return withCleaning(async (defer) => {
    const folder = await temporaryFolder(defer);
    const made = await makeUploads(paths, uploads, folder);
    onProgress?.(`made ${made.length} uploads`);
    const bareHome = join(folder, 'bare');
    const facts = ['--title', FILM.title, '--territory', FILM.territory, '--street-date', FILM.streetDate];
    await runCommand('enroll', paths[0]!, '--home', bareHome, ...facts);
    const service = profile === 'server' ? await startServerProfile(defer, folder, workers) : await startEmbedded(defer, folder, serve);
    await enrollFilm(service, paths[0]!);
    const before = await scanned(bareHome, join(folder, HALVES[0]));
    onProgress?.(`the command scanned the first half in ${before.seconds.toFixed(1)} s`);
    const served = await timed(() => sendUploads(service, made, `seenAt=${FILM.seenAt}&territory=${FILM.territory}`));
    onProgress?.(`the service answered all in ${served.seconds.toFixed(1)} s`);
    const after = await scanned(bareHome, join(folder, HALVES[1]));
    onProgress?.(`the command scanned the second half in ${after.seconds.toFixed(1)} s`);
    checkVerdicts(made, new Map([...before.result, ...after.result]), served.result);
    const small = await measureSmallRequests(service, served.result[0]!.id, seconds);
    const sums = { bare: [before.seconds, after.seconds] as const, served: served.seconds };
    return [sectionOf(made, sums, service, description), small];
  });
}

async function startEmbedded(defer: Defer, folder: string, serve: readonly string[]): Promise<StartedService> {
  const server = await startServe(['--home', join(folder, 'served'), '--port', '0', ...serve]);
  defer(() => server.stop());
  return { url: server.url, headers: server.headers, place: '', description: 'One process with SQLite and a folder.' };
}

/** Scans the folder with the command. @returns The verdict of each file by its name, and how long it took. */
function scanned(home: string, folder: string): Promise<Timed<ReadonlyMap<string, string>>> {
  return timed(async () => {
    const lines = await runCommand('scan', folder, '--home', home, '--seen-at', FILM.seenAt, '--territory', FILM.territory, '--json');
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

function sectionOf(
  made: readonly MadeUpload[],
  { bare, served }: { readonly bare: readonly [number, number]; readonly served: number },
  { place, description }: StartedService,
  films: string,
): Section {
  const hours = (made.length * UPLOAD_SECONDS) / 3600;
  const whole = bare[0] + bare[1];
  const pace = (seconds: number) => `${((hours * 3600) / seconds).toFixed(1)} film hours an hour`;
  return {
    title: `${made.length} uploads of ${UPLOAD_SECONDS} s, all sent at once${place}`,
    baseline: 'streetdate scan of the folder',
    figures: compare([
      { name: 'streetdate scan of the folder', unit: 's', values: [whole] },
      { name: 'streetdate serve, from the first byte to the last verdict', unit: 's', values: [served] },
    ]),
    notes: [
      description,
      `The command: ${pace(whole)}. The service: ${pace(served)}.`,
      `The command scanned one half before, in ${bare[0].toFixed(1)} s, and the other one afterwards, in ${bare[1].toFixed(1)} s.`,
      `Every verdict is right and the same in both: ${made.filter(({ isCopy }) => isCopy).length} leaks, the others no match.`,
      `480 rows, each upload with other bytes. Films: ${films}; the first one is enrolled.`,
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
