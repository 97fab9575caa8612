// @module-tag process

import { writeFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeStill } from '@streetdate/core';
import { decodeMoments } from '@streetdate/core/internal/node';
import { runWorker } from '@streetdate/service';
import { expect, test } from 'vitest';
import { PictureCache } from '../../packages/service/src/pictures/picture-cache.ts';
import { soundCurveOf } from '../../packages/service/src/pictures/sound-curve.ts';
import { writeCopy } from '../cli/tools/prints.ts';
import { meanDifference } from '../tools/clips.ts';
import { makeClipInfo, makeIndex, makePlaylist } from '../tools/disc/bluray.ts';
import { writeFiles } from '../tools/disc/write-disc.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { addOrganisation, makeKey, program, startWithAdmin } from './accounts/tools/people.ts';

test('pictures of a copy and its reference come from the media, then from the fingerprint, and only to those who may see them', async () => {
  const running = await startWithAdmin();
  const { server, service, folder, admin } = running;
  const film = join(folder, 'film.mp4');
  await runFfmpeg(['-i', FOOTAGE.sintel, '-t', '8', '-s', '320x136', film]);
  const copy = join(folder, 'copy.mp4');
  await runFfmpeg(['-ss', '2', '-i', film, '-vf', 'pad=320:180:0:22', copy]);
  const library = await service.libraries.of(service.firstOrganisationId);
  await library.enroll(film, { title: 'Film', id: 'film-2' });
  const key = await makeKey(admin, 'admin');
  const send = async (path: string, name: string) => {
    const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${key}` };
    const answer = await server.inject({ method: 'POST', url: `/v1/uploads?name=${name}`, headers, payload: await readFile(path) });
    return answer.json().id as string;
  };
  const [id, plain] = [await send(copy, 'copy.mp4'), await send(await writeCopy(folder, 'copy.sdfp', 1), 'copy.sdfp')];
  const stopping = new AbortController();
  const working = runWorker(service, { signal: stopping.signal, idleMs: 20 });
  const stateOf = async (each: string) => (await admin.send('GET', `/v1/uploads/${each}`)).body.state;
  await expect.poll(async () => [await stateOf(id), await stateOf(plain)], { timeout: 60_000 }).toEqual(['done', 'done']);
  stopping.abort();
  await working;
  const picture = async (url: string, headers: Record<string, string> = {}) => {
    const cookie = Array.from(admin.cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const answer = await server.inject({ url, headers: { cookie, ...headers } });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      payload: answer.rawPayload,
      type: answer.statusCode >= 400 && answer.json().type,
    };
  };
  const frameOf = async (bytes: Uint8Array) => {
    const path = join(folder, 'picture.jpg');
    writeFileSync(path, bytes);
    return decodeStill(path, { longSide: 64 });
  };

  const own = await picture(`/v1/uploads/${id}/picture?at=3&side=320`);
  expect(own.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-picture-made-from': 'media', 'cache-control': 'private, no-cache' });
  expect(own.payload.length).toBeLessThan(60_000);
  const again = await picture(`/v1/uploads/${id}/picture?at=3&side=320`, { 'if-none-match': String(own.headers.etag) });
  expect(again.status).toBe(304);
  const reference = await picture('/v1/references/film-2/picture?at=5&side=320');
  expect(reference.headers['x-picture-made-from']).toBe('media');
  expect((await picture('/v1/references/film-2/picture?at=500')).type).toBe('no-moment');
  // A key that may do less, and another organisation: as for ids that never were.
  const viewer = program(server, await makeKey(admin, 'viewer'));
  expect((await viewer.send('GET', `/v1/uploads/${id}/picture?at=3`)).status).toBe(403);
  const other = (await addOrganisation(server, admin, 'Other')).admin;
  for (const url of [
    `/v1/uploads/${id}/picture?at=3&side=320`,
    '/v1/references/film-2/picture?at=5&side=320',
    `/v1/uploads/${id}/curves/film-2`,
  ])
    expect((await other.send('GET', url)).status, url).toBe(404);

  const curves = (await admin.send('GET', `/v1/uploads/${id}/curves/film-2?most=5`)).body;
  const [segment] = curves.segments;
  expect(segment.points).toHaveLength(5);
  expect(segment.frames).toBeGreaterThan(5);
  for (const { distance, worst } of segment.points) expect(distance <= worst && distance > 0 && worst < 0.5).toBe(true);
  // A point each second; unrelated sound differs in half of the bits.
  expect(segment.sound.length).toBeGreaterThan(2);
  for (const { time, distance } of segment.sound) expect(time >= 0 && time < 6 && distance < 0.25).toBe(true);
  expect((await admin.send('GET', `/v1/uploads/${id}/curves/film.1`)).body.type).toBe('unknown-match');

  // Once the media is gone, what the fingerprint has is given, where it lies in the frame.
  const { sha256 } = (await admin.send('GET', `/v1/uploads/${id}`)).body;
  await service.files.remove(sha256, Number.POSITIVE_INFINITY);
  await rm(film);
  const small = await picture(`/v1/uploads/${id}/picture?at=3.02&side=320`);
  expect(small.headers).toMatchObject({ 'x-picture-made-from': 'thumbnails', 'x-picture-time': '3' });
  expect(meanDifference(await frameOf(small.payload), await frameOf(own.payload))).toBeLessThan(8);
  expect((await picture('/v1/references/film-2/picture?at=5.02&side=320')).type).toBe('not-kept');
  expect((await picture(`/v1/uploads/${plain}/picture?at=3`)).type).toBe('not-kept');
  expect((await picture(`/v1/uploads/${id}/picture?at=3&side=4000`)).status).toBe(400);
});

test('the sound of a copy is compared where the pictures match, at the speed that they have', () => {
  const codes = Uint32Array.from({ length: 400 }, (_, at) => Math.imul(at + 1, 2654435761) >>> 0);
  const track = (view: string, hashes: Uint32Array, timesMs: number[]) => ({ algorithm: 'chromaprint/1', view, hashes, timesMs });
  const every = (count: number, step: number) => Array.from({ length: count }, (_, at) => at * step);
  const film = { tracks: [track('sound', codes, every(400, 125))] };
  // The copy begins 10 s into the film and runs 25/24 as fast; of its codes one bit is another one.
  const own = codes.slice(80, 320).map((code) => code ^ 4);
  const copy = {
    tracks: [
      track('sound', new Uint32Array(240), every(240, 120)),
      track('tempo*1.0417', new Uint32Array(240), every(240, 120)),
      track('sound*1.0417', own, every(240, 120)),
    ],
  };
  const segment = { queryStart: 6, queryEnd: 12, referenceStart: 16.25, referenceEnd: 22.5, speed: 25 / 24 };
  const curve = soundCurveOf(copy as never, film as never, segment as never)!;
  expect(curve.times).toEqual(every(50, 120).map((ms) => (6000 + ms) / 1000));
  expect(new Set(curve.distances)).toEqual(new Set([1]));
  expect(soundCurveOf(copy as never, film as never, { ...segment, speed: -1 } as never)).toBeUndefined();
  expect(soundCurveOf(copy as never, { tracks: [] } as never, segment as never)).toBeUndefined();
  expect(soundCurveOf(copy as never, film as never, { ...segment, referenceStart: 90 } as never)).toBeUndefined();
});

test('pictures are made a few at a time, once each, and kept within a bound', async () => {
  const cache = new PictureCache<{ readonly bytes: Uint8Array }>({ mostBytes: 20, atOnce: 2, mostWaiting: 1 });
  const made: string[] = [];
  const ends: (() => void)[] = [];
  const make = (name: string) => async () => {
    made.push(name);
    await new Promise<void>((end) => ends.push(end));
    return { bytes: new Uint8Array(8) };
  };
  const [a, again, b, c] = [cache.get('a', make('a')), cache.get('a', make('a')), cache.get('b', make('b')), cache.get('c', make('c'))];
  expect(again).toBe(a);
  expect(cache.get('d', make('d'))).toBeUndefined();
  expect(made).toEqual(['a', 'b']);
  ends.shift()!();
  await a;
  await Promise.resolve();
  expect(made).toEqual(['a', 'b', 'c']);
  for (const end of ends.splice(0)) end();
  await Promise.all([b, c]);
  // The first was used longest ago.
  await cache.get('b', make('b'));
  expect(made).toEqual(['a', 'b', 'c']);
  const fails = cache.get('a', async () => {
    made.push('a');
    throw new Error('no decoder');
  });
  await expect(fails).rejects.toThrow('no decoder');
  void cache.get('a', make('a'));
  expect(made).toEqual(['a', 'b', 'c', 'a', 'a']);
});

test('the pictures of a disc come from its clips; without it only from thumbnails', async () => {
  const { server, service, folder, admin } = await startWithAdmin();
  const [disc, film] = [join(folder, 'disc'), join(folder, 'film.mp4')];
  await runFfmpeg(['-t', '8', '-i', FOOTAGE.sintel, '-vf', 'scale=320:136,fps=24', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', film]);
  await mkdir(join(disc, 'BDMV/STREAM'), { recursive: true });
  await runFfmpeg(['-i', film, '-c', 'copy', '-f', 'mpegts', '-mpegts_m2ts_mode', '1', join(disc, 'BDMV/STREAM/00001.m2ts')]);
  await writeFiles(disc, {
    'BDMV/index.bdmv': makeIndex(-1, [-1]),
    'BDMV/PLAYLIST/00800.mpls': makePlaylist([{ clip: '00001', in: 600, out: 608 }], { chapters: [0] }),
    'BDMV/CLIPINF/00001.clpi': makeClipInfo(600, 608),
  });
  const library = await service.libraries.of(service.firstOrganisationId);
  const facts = { title: 'Film', edition: 'Retail', as: 'disc' } as const;
  await library.enroll(disc, facts);
  const id = (await library.catalogue.references())[0]!.id;
  const key = await makeKey(admin, 'admin');
  const picture = (at: number) =>
    server.inject({ url: `/v1/references/${id}/picture?at=${at}`, headers: { authorization: `Bearer ${key}` } });
  const own = await picture(4);
  expect([own.statusCode, own.headers['x-picture-made-from']]).toEqual([200, 'media']);
  expect(Number(own.headers['x-picture-time'])).toBeCloseTo(4, 1);
  const shown = join(folder, 'shown.jpg');
  writeFileSync(shown, own.rawPayload);
  for await (const { frame } of decodeMoments(join(disc, 'BDMV/STREAM/00001.m2ts'), [4], { longSide: 640 }))
    expect(meanDifference(await decodeStill(shown, { longSide: 640 }), frame!)).toBeLessThan(3);
  await rename(disc, `${disc}-elsewhere`);
  const without = await picture(3);
  expect([without.statusCode, without.json().type]).toEqual([404, 'not-kept']);
  await rename(`${disc}-elsewhere`, disc);
  await library.enroll(disc, { ...facts, thumbnails: true });
  await rename(disc, `${disc}-elsewhere`);
  const small = await picture(5);
  expect([small.statusCode, small.headers['x-picture-made-from']]).toEqual([200, 'thumbnails']);
});
