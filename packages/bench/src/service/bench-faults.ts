import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rawQuery } from '@streetdate/service/internal';
import { temporaryFolder, withCleaning } from '../clips/cleaning.ts';
import { chooseFilms } from '../clips/clips.ts';
import { seededRandom } from '../clips/pictures.ts';
import type { Figure, Section } from '../measure/figure.ts';
import { readEffects } from './effects.ts';
import { enrollFilm } from './enroll-film.ts';
import { type FaultStage, processesOf, startStage } from './fault-stage.ts';
import { CLIP_SECONDS, FINGERPRINTS, makeSources, type UploadSource } from './fault-uploads.ts';
import { FAULTS, type Fault } from './faults.ts';
import { fillHistory } from './fill-history.ts';
import { checkCommand } from './running-command.ts';
import { type LoadUpload, UploadLoad } from './upload-load.ts';

/** Options for {@link benchFaults}. */
export interface FaultBenchOptions {
  /** Draws the order of faults, the moments at which they strike, and what is sent. @defaultValue 1 */
  readonly seed?: number;
  /** Only faults whose name has this text, or one of these between bars. @defaultValue all */
  readonly only?: string | undefined;
  /** Uploads that are under way at the same time. @defaultValue 6 */
  readonly atOnce?: number;
  /** Uploads of before, each with a verdict, and as many titles as fit them. @defaultValue 0 */
  readonly history?: number;
  /** Whether fingerprints are sent instead of films, which cost a worker little. @defaultValue false */
  readonly fingerprints?: boolean | undefined;
  /** Called now and then with how far it is. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Longest wait until all uploads of before have ended, until the last ones have, and until the removal of what is due has, milliseconds. */
const PATIENCE_MS = { fault: 600_000, end: 300_000, idle: 900_000 } as const;

/** Time between two small requests, milliseconds. */
const PROBE_MS = 200;

/** Quiet uploads of what is sent at the end of each fault. */
const QUIET = 5;

/** Load before a fault strikes, seconds: at least so much, and at most so much more. */
const BEFORE = { least: 1, more: 2 } as const;

/** What a fault did. Seconds are from its end on. */
interface Recovery {
  readonly fault: Fault;
  /** Until an upload that is sent at its end has ended. */
  readonly next: number;
  /** Until each upload has ended that was acknowledged before. */
  readonly all: number;
  /** The longest answer to a small request, from its beginning until then. */
  readonly slowest: number;
}

/**
 * Sends uploads to a service on servers without end, and lets one thing after the other go wrong. Afterwards each upload must have one end, the
 * same as without faults, and nothing may be lost or doubled.
 * @throws Error that says what is not so, with the seed; RangeError if no fault has that name.
 */
export async function benchFaults(options: FaultBenchOptions = {}): Promise<Section[]> {
  const { seed = 1, only = '', atOnce = 6, history = 0, fingerprints = false, onProgress = () => {} } = options;
  const chosen = FAULTS.filter(({ name }) => only.split('|').some((part) => name.includes(part)));
  if (chosen.length === 0) throw new RangeError(`only must be a part of a fault’s name, got ${JSON.stringify(only)}`);
  await checkCommand();
  const { paths, description } = await chooseFilms(undefined);
  onProgress(`seed ${seed}`);
  return withCleaning(async (defer) => {
    const folder = await temporaryFolder(defer);
    const random = seededRandom(seed);
    const films = await makeSources(paths, folder);
    const sources = fingerprints ? [...films, FINGERPRINTS] : films;
    const stage = await startStage(defer, folder, history);
    await enrollFilm(stage, paths[0]!);
    await addWebhook(stage);

    const quiet = new UploadLoad({ entrance: stage, sources, random, atOnce: 0, first: 0 });
    defer(() => quiet.breakOff());
    const [marker, ...others] = sources;
    // One after the other. The first source is also what is sent at the end of each fault.
    for (const source of [...others, ...Array.from({ length: QUIET }, () => marker!)]) await quiet.send(source).ended;
    const quietEnds = await readEffects(stage.service, quiet.uploads);
    const usual = quiet.uploads.slice(-QUIET).map(({ sentAt, endedAt }) => (endedAt! - sentAt) / 1000);
    onProgress(`a quiet upload takes ${median(usual).toFixed(1)} s`);

    if (history > 0) {
      onProgress(`filling it with ${history} uploads of before`);
      await fillHistory(
        stage.service,
        { uploads: history, titles: Math.ceil(history / 10) },
        {
          engine: 'postgres',
          runInLibrary: async (text) => void (await stage.service.database.executeQuery(rawQuery(text, []))),
        },
      );
    }

    const sent = fingerprints ? [FINGERPRINTS] : sources;
    const load = new UploadLoad({ entrance: stage, sources: sent, random, atOnce, first: quiet.uploads.length });
    defer(() => load.breakOff());
    load.start();
    const recoveries: Recovery[] = [];
    const skipped: string[] = [];
    for (const fault of shuffled(chosen, random)) {
      const absent = fault.absent?.(stage);
      if (absent !== undefined) {
        skipped.push(`Skipped: ${fault.name}: ${absent}.`);
        continue;
      }
      recoveries.push(await strike(fault, { stage, load, random, marker: marker! }));
      const { next, all, slowest } = recoveries.at(-1)!;
      const slow = `longest small request ${slowest.toFixed(1)} s`;
      onProgress(`${fault.name}: next verdict after ${next.toFixed(1)} s, all after ${all.toFixed(1)} s, ${slow}`);
    }
    const left = await load.stop(PATIENCE_MS.end);
    await untilIdle(stage, PATIENCE_MS.idle);
    const { findings, faults } = await readEffects(stage.service, [...quiet.uploads, ...load.uploads]);
    const late = recoveries.filter(({ next, all }) => !Number.isFinite(next + all));
    const wrong = [
      ...late.map(({ fault }) => `${fault.name}: some uploads had not ended ${PATIENCE_MS.fault / 1000} s later`),
      ...left.map(({ id, number }) => `upload ${number} (${id ?? 'never acknowledged'}) has not ended`),
      ...faults,
      ...quietEnds.faults,
      ...differing(quietEnds.findings, findings, quiet.uploads, load.uploads),
      ...(await leftFiles(stage)),
    ];
    const crashes = processesOf(stage).map(({ name, process: { crashes, said } }) => ({ name, crashes, said }));
    for (const { name, crashes: times, said } of crashes) if (times > 0) wrong.push(`${name} ended by itself ${times} times: ${said}`);
    if (wrong.length > 0) throw new Error(`with seed ${seed}, after faults:\n${wrong.join('\n')}`);
    return sectionsOf({ seed, usual, recoveries, skipped, sent: load.uploads.length, description, atOnce, history, fingerprints });
  });
}

interface Struck {
  readonly stage: FaultStage;
  readonly load: UploadLoad;
  readonly random: () => number;
  /** What is sent at its end. */
  readonly marker: UploadSource;
}

async function strike(fault: Fault, { stage, load, random, marker }: Struck): Promise<Recovery> {
  await sleep(1000 * (BEFORE.least + BEFORE.more * random()));
  const probe = startProbe(stage);
  const end = await fault.strike(stage, random);
  await sleep(1000 * fault.seconds);
  const endedAt = performance.now();
  const before = load.uploads.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  const sentThen = load.send(marker);
  await end();
  const since = async (uploads: readonly LoadUpload[]): Promise<number> => {
    await Promise.race([Promise.all(uploads.map(({ ended }) => ended)), sleep(PATIENCE_MS.fault, undefined, { ref: false })]);
    if (uploads.some((upload) => upload.endedAt === undefined)) return Number.POSITIVE_INFINITY;
    return Math.max(0, ...uploads.map((upload) => upload.endedAt! - endedAt)) / 1000;
  };
  const [next, all] = await Promise.all([since([sentThen]), since(before)]);
  return { fault, next, all, slowest: await probe() };
}

/** Asks the API again and again who asks, which reads from the database. @returns Ends it, and tells the longest answer of any kind, seconds. */
function startProbe({ url, headers }: FaultStage): () => Promise<number> {
  let [isOver, slowest] = [false, 0];
  const probing = (async () => {
    while (!isOver) {
      const began = performance.now();
      // A killed process answers nothing, and no connection to it lasts.
      const answered = await fetch(`${url}/v1/me`, { headers }).then(
        (answer) => answer.text().then(() => true),
        () => false,
      );
      if (answered) slowest = Math.max(slowest, performance.now() - began);
      await sleep(PROBE_MS);
    }
  })();
  return async () => {
    isOver = true;
    await probing;
    return slowest / 1000;
  };
}

/** Waits until no job is open but those that tell the webhook, or so long. */
async function untilIdle({ service: { database } }: FaultStage, patienceMs: number): Promise<void> {
  const last = performance.now() + patienceMs;
  const open = database.selectFrom('job').select('id').where('state', 'in', ['waiting', 'running']).where('kind', '<>', 'notify').limit(1);
  while ((await open.executeTakeFirst()) !== undefined && performance.now() < last) await sleep(1000);
}

/** A webhook at a name that nobody has (RFC 6761). Its messages are stored, and never arrive. */
async function addWebhook({ url, headers }: FaultStage): Promise<void> {
  const body = JSON.stringify({ url: 'https://receiver.invalid/', kinds: ['pre-release-leak'] });
  const { ok, status } = await fetch(`${url}/v1/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  if (!ok) throw new Error(`the webhook was refused with ${status}`);
}

/** Uploads that ended in another way than those of the quiet run that showed the same. */
function differing(
  quietEnds: ReadonlyMap<string, readonly string[]>,
  ends: ReadonlyMap<string, readonly string[]>,
  quiet: readonly LoadUpload[],
  uploads: readonly LoadUpload[],
): string[] {
  const expected = new Map(quiet.map(({ source, id }) => [source.name, quietEnds.get(id!)?.join()]));
  return uploads.flatMap(({ id, source }) => {
    const found = ends.get(id ?? '')?.join();
    return found === expected.get(source.name) ? [] : [`${id} ended as ${found}, and without faults as ${expected.get(source.name)}`];
  });
}

/** Films that are left in the folders of the processes, though nothing is at work. */
async function leftFiles(stage: FaultStage): Promise<string[]> {
  const found: string[] = [];
  for (const { name, home } of processesOf(stage)) {
    const entries = await readdir(join(home, 'uploads'), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isFile()) found.push(`${name} has left ${join(entry.parentPath, entry.name)}`);
  }
  return found;
}

function sectionsOf(run: {
  readonly seed: number;
  readonly usual: readonly number[];
  readonly recoveries: readonly Recovery[];
  readonly skipped: readonly string[];
  readonly sent: number;
  readonly description: string;
  readonly atOnce: number;
  readonly history: number;
  readonly fingerprints: boolean;
}): Section[] {
  const { seed, usual, recoveries, skipped, sent, description, atOnce, history, fingerprints } = run;
  const baseline = 'an upload without faults and load, until its verdict';
  const usually = median(usual);
  const spread = median(usual.map((seconds) => Math.abs(seconds - usually)));
  const figure = (name: string, seconds: number, samples = 1, spread = 0): Figure => {
    return { name, unit: 's', median: seconds, spread, samples, ratio: seconds / usually };
  };
  const figures = (secondsOf: (recovery: Recovery) => number): Figure[] => [
    figure(baseline, usually, usual.length, spread),
    ...recoveries.map((each) => figure(`${each.fault.name} (${each.fault.seconds} s)`, secondsOf(each))),
  ];
  return [
    {
      title: 'After faults under load: until an upload that is sent at the end of a fault has its verdict',
      baseline,
      figures: figures(({ next }) => next),
      notes: [
        `${sent} uploads, ${recoveries.length} faults, seed ${seed}. Each upload has one end, the same as without faults: nothing is lost or doubled.`,
        'So it is with the messages to a webhook and the entries of the audit log. No file is left behind, and no process ended by itself.',
        ...skipped,
        ...(history > 0 ? [`${history} uploads of before, each with a verdict, and a tenth as many titles.`] : []),
        `${atOnce} uploads under way at the same time${fingerprints ? ', all of them fingerprints but the one at the end of a fault' : ''}.`,
        `Clips of ${CLIP_SECONDS} s, some of them with the content of an earlier one, and files that are no film. Films: ${description}.`,
        'One API process, two workers, PostgreSQL, Valkey and moto’s S3. The time to start what was killed is a part of the seconds.',
      ],
    },
    {
      title: 'After faults under load: until all uploads that were acknowledged before the end of a fault have theirs',
      baseline,
      figures: figures(({ all }) => all),
      notes: ['A worker that was killed holds its jobs for 30 s: nobody can know sooner that it will not go on.'],
    },
    {
      title: 'Under faults and load: the longest answer to a small request',
      baseline,
      figures: figures(({ slowest }) => slowest),
      notes: [
        'From the beginning of a fault until all uploads of before had ended. While the API is killed nothing answers, which counts as no answer.',
      ],
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1]!;
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);
}
