// @module-tag slow
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintFile } from '@streetdate/core';
import { type Dihedral, dihedralHash } from '@streetdate/core/internal';
import { type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { prepareSweep, type SweepProgress, sweep } from '@streetdate/sweep';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { footageFingerprint } from '../tools/footage-fingerprint.ts';
import { Engine } from '../tools/sweep-engine.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { exportReferences, onlineMatches, sweepMatches, temporaryFolder } from './tools.ts';

const SECONDS = 120;
const films = [1, 2, 3, 4, 5, 6].map((seed) => syntheticFilm(seed, SECONDS));
const references = new Map(
  films.map((film, at) => [`film ${at}`, sampleFilm(film, { seconds: SECONDS, framesPerSecond: 8, role: 'reference' as const })]),
);

/** A copy of a part of a film as a query. */
function copyOf(film: Film, start: number, seconds: number, { bits = 20, speed = 1 } = {}): Fingerprint {
  const copy = noisy((time) => film(start + speed * time), bits, Math.round(1000 * start) + bits);
  return sampleFilm(copy, { seconds, framesPerSecond: 4, role: 'query', phase: 0.03 });
}

function turned(query: Fingerprint, transform: Dihedral): Fingerprint {
  const tracks = query.tracks.map((track) => {
    const hashes = new Uint32Array(track.hashes.length);
    for (let at = 0; at < hashes.length; at += track.bits / 32) dihedralHash(track.algorithm, transform, track.hashes, at, hashes, at);
    return { ...track, hashes };
  });
  return { ...query, tracks };
}

/** Two films one after the other. */
function joined(one: Fingerprint, other: Fingerprint): Fingerprint {
  const [first, second] = [one.tracks[0]!, other.tracks[0]!];
  const shift = 1000 * one.duration;
  const track = {
    ...first,
    timesMs: Uint32Array.from([...first.timesMs, ...second.timesMs.map((time) => time + shift)]),
    spansMs: Uint32Array.from([...first.spansMs, ...second.spansMs]),
    quality: Uint8Array.from([...first.quality, ...second.quality]),
    hashes: Uint32Array.from([...first.hashes, ...second.hashes]),
  };
  return { ...one, duration: one.duration + other.duration, tracks: [track] };
}

test('a sweep gives the same matches as the online index, of copies and of unrelated films', async () => {
  const folder = await temporaryFolder();
  await exportReferences(folder, references);
  const queries = [
    copyOf(films[0]!, 10, 30),
    copyOf(films[1]!, 60, 12, { bits: 45 }),
    copyOf(films[2]!, 20, 40, { bits: 30, speed: 25 / 24 }),
    copyOf(films[3]!, 0, 60, { bits: 10, speed: 1.12 }),
    turned(copyOf(films[4]!, 33, 20), 'mirror'),
    turned(copyOf(films[5]!, 50, 20), 'turn-left'),
    joined(copyOf(films[0]!, 70, 15), copyOf(films[3]!, 5, 15)),
    copyOf(syntheticFilm(99, SECONDS), 0, 60),
  ];
  const online = onlineMatches(references, queries);
  expect(online.map((matches) => matches.map(({ referenceId, strength }) => [referenceId, strength]))).toEqual([
    [['film 0', 'strong']],
    [['film 1', 'strong']],
    [['film 2', 'strong']],
    [['film 3', 'strong']],
    [['film 4', 'strong']],
    [['film 5', 'strong']],
    expect.arrayContaining([
      ['film 0', 'strong'],
      ['film 3', 'strong'],
    ]),
    [],
  ]);
  expect(await sweepMatches(folder, references, queries)).toEqual(online);
});

test('a sweep of the demo’s footage gives the matches of the online index, sound and further views included', async () => {
  const folder = await temporaryFolder();
  const names = ['sintel', 'ocean', 'cap13'] as const;
  const footage = new Map(
    await Promise.all(names.map(async (name) => [FOOTAGE[name], await footageFingerprint(name, 'reference')] as const)),
  );
  const clips = [
    ['-i', FOOTAGE.sintel, '-vf', 'scale=320:136', '-crf', '32', '-t', '12'],
    ['-i', FOOTAGE.sintel, '-vf', 'hflip', '-t', '6'],
    // Other pictures with its sound.
    ['-i', FOOTAGE.sintel, '-f', 'lavfi', '-i', 'testsrc2=size=320x136:rate=24', '-map', '1:v', '-map', '0:a', '-t', '15', '-c:a', 'copy'],
    ['-i', FOOTAGE.ocean, '-vf', 'scale=426:-2', '-an', '-ss', '2', '-t', '8'],
    ['-f', 'lavfi', '-i', 'mandelbrot=size=320x240:rate=24', '-t', '8'],
  ];
  const queries: Fingerprint[] = [];
  for (const [at, args] of clips.entries()) {
    const path = join(folder, `${at}.mkv`);
    await runFfmpeg([...args, '-c:v', 'libx264', '-preset', 'ultrafast', path]);
    queries.push(await fingerprintFile(path));
  }
  const online = onlineMatches(footage, queries);
  const found = online.map((matches) => matches.map(({ referenceId }) => referenceId));
  expect(found).toEqual([[FOOTAGE.sintel], [FOOTAGE.sintel], [FOOTAGE.sintel], [FOOTAGE.ocean], []]);
  expect(online[2]![0]!.segments.every(({ foundBy }) => foundBy === 'sound')).toBe(true);
  await exportReferences(folder, footage);
  expect(await sweepMatches(folder, footage, queries)).toEqual(online);
});

test('neither the size of a batch nor a small memory limit changes a match', async () => {
  const folder = await temporaryFolder();
  await exportReferences(folder, references);
  const queries = [0, 1, 2, 3].map((at) => copyOf(films[at]!, 5 * at, 20, { bits: 30 }));
  const online = onlineMatches(references, queries);
  expect(online.every((matches) => matches.length === 1)).toBe(true);
  for (const options of [{ rowsAtOnce: 1 }, { rowsAtOnce: 60_000 }, { memoryBytes: 48 * 2 ** 20, threads: 2 }])
    expect(await sweepMatches(folder, references, queries, options)).toEqual(online);
});

test('queries prepared for another engine give the same matches with its alignments, in batches of any size', async () => {
  const folder = await temporaryFolder();
  const [library, prepared, lines] = [join(folder, 'library'), join(folder, 'prepared'), join(folder, 'lines.parquet')];
  await exportReferences(library, references);
  const queries = [copyOf(films[2]!, 30, 20), copyOf(syntheticFilm(98, SECONDS), 0, 20), copyOf(films[5]!, 1, 20)];
  const listed = queries.map((query) => ({ load: async () => query }));
  await prepareSweep(library, listed, prepared, { temporaryFolder: folder, threads: 1 });
  expect((await readdir(prepared)).sort()).toEqual(['grids.parquet', 'lines.sql', 'query_bands.parquet']);
  // The other engine knows nothing but the files.
  const engine = await Engine.open({ temporaryFolder: folder, threads: 1 });
  for (const [view, path] of [
    ['reference_bands', join(library, 'bands.parquet')],
    ['query_bands', join(prepared, 'query_bands.parquet')],
    ['grids', join(prepared, 'grids.parquet')],
  ] as const)
    await engine.run(`CREATE VIEW ${view} AS FROM read_parquet('${path}')`);
  await engine.run(`CREATE TABLE lines AS ${await readFile(join(prepared, 'lines.sql'), 'utf8')}`);
  await engine.run(`COPY lines TO '${lines}' (FORMAT parquet)`);
  const matches = await sweepMatches(library, references, queries, { lines });
  expect(matches.map(([match]) => match?.referenceId)).toEqual(['film 2', undefined, 'film 5']);
  expect(matches).toEqual(await sweepMatches(library, references, queries));
  expect(await sweepMatches(library, references, queries, { lines, rowsAtOnce: 1 })).toEqual(matches);
  await engine.run(`COPY (SELECT * REPLACE (77 AS reference) FROM lines) TO '${lines}' (FORMAT parquet)`);
  engine.close();
  await expect(sweepMatches(library, references, queries, { lines })).rejects.toThrow(
    'an alignment names reference 77, which is not in the library',
  );
});

test('an unreadable query is reported in its place, and the others continue', async () => {
  const folder = await temporaryFolder();
  await exportReferences(folder, references);
  const good = copyOf(films[1]!, 10, 20);
  const error = new StreetdateError('not-a-fingerprint', 'b.sdfp: it is damaged', { path: 'b.sdfp' });
  const queries = [
    { name: 'a', load: async () => good },
    {
      name: 'b',
      load: async (): Promise<Fingerprint> => {
        throw error;
      },
    },
    { name: 'c', load: async () => good },
  ];
  const told: [string, unknown][] = [];
  const loadReference = async ({ id }: { readonly id: string }) => references.get(id)!;
  for await (const result of sweep(folder, queries, { temporaryFolder: folder, threads: 1, loadReference }))
    told.push([result.query.name, 'error' in result ? result.error : result.matches[0]?.referenceId]);
  expect(told).toEqual([
    ['a', 'film 1'],
    ['b', error],
    ['c', 'film 1'],
  ]);
});

test('an aborted sweep throws the reason, and leaving the loop ends it', async () => {
  const folder = await temporaryFolder();
  await exportReferences(folder, references);
  const reason = new Error('enough');
  const controller = new AbortController();
  const queries = [0, 1, 2].map((at) => copyOf(films[at]!, 0, 20));
  const onProgress = () => controller.abort(reason);
  await expect(sweepMatches(folder, references, queries, { signal: controller.signal, onProgress })).rejects.toBe(reason);
  const loadReference = async ({ id }: { readonly id: string }) => references.get(id)!;
  const listed = queries.map((query) => ({ load: async () => query }));
  for await (const _ of sweep(folder, listed, { temporaryFolder: folder, threads: 1, loadReference, rowsAtOnce: 1 })) break;
  await rm(folder, { recursive: true });
});

test('options out of their range are refused', async () => {
  const folder = await temporaryFolder();
  await expect(sweepMatches(folder, references, [], { chanceLines: 0 })).rejects.toThrow(/^chanceLines must be from/);
  await expect(exportReferences(folder, references, { keyBits: 27 })).rejects.toThrow(
    'keyBits must be a whole number from 16 to 26, got 27',
  );
  await expect(exportReferences(folder, references, { algorithm: 'none/1' })).rejects.toThrow(
    'reference film 0 must have a track of none/1 on active',
  );
});

test('unrelated films are hardly searched: their proposed alignments are only verified', async () => {
  const folder = await temporaryFolder();
  await exportReferences(folder, references);
  const queries = Array.from({ length: 12 }, (_, seed) => copyOf(syntheticFilm(100 + seed, SECONDS), 0, 60));
  let reached: SweepProgress | undefined;
  const onProgress = (progress: SweepProgress) => {
    reached = { ...progress };
  };
  // So many chance lines that some are proposed.
  await sweepMatches(folder, references, queries, { onProgress, chanceLines: 1000 });
  expect(reached).toMatchObject({ queries: 12, windows: 72 });
  expect(reached!.lines).toBeGreaterThan(100);
  expect(reached!.pairs).toBeLessThanOrEqual(2);
});

test('a still, which has only one moment, is found', async () => {
  const folder = await temporaryFolder();
  await exportReferences(folder, references);
  const [moment] = copyOf(films[2]!, 40, 1, { bits: 8 }).tracks;
  const picture = {
    timesMs: Uint32Array.of(0),
    spansMs: Uint32Array.of(0),
    quality: Uint8Array.of(100),
    hashes: moment!.hashes.slice(0, 8),
  };
  const still: Fingerprint = {
    role: 'query',
    kind: 'still',
    duration: 0,
    tracks: [{ ...moment!, ...picture }],
    areas: [],
    media: {},
  };
  const online = onlineMatches(references, [still]);
  expect(online[0]!.map(({ referenceId }) => referenceId)).toEqual(['film 2']);
  expect(await sweepMatches(folder, references, [still])).toEqual(online);
});
