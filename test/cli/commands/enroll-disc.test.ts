// @module-tag slow
import { readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enrolledDiscRecord } from 'streetdate';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { makeClipInfo, makeIndex, makePlaylist } from '../../tools/disc/bluray.ts';
import { DVD_PROGRAMS, makeDvdImage, makeVob } from '../../tools/disc/dvd.ts';
import { makeUdf250 } from '../../tools/disc/udf-image.ts';
import { hasProgram, runProgram, writeFiles } from '../../tools/disc/write-disc.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const path = clipFolder();
const disc = path('disc');

/** Seconds of Sintel at which the film is cut into clips, two of them in the middle of a shot. Those before are black. */
const CUTS = [3.2, 5.5, 7.7, 10];
/** Seconds of another film that follow on it in the last clip: a film is longer than its extras. */
const TAIL = 8;
const LENGTHS = [2.3, 2.2, 2.3 + TAIL];

const item = (clip: number) => ({ clip: `0000${clip}`, in: 600, out: 600 + LENGTHS[clip - 1]!, connection: 6 });

/** A Blu-ray with the film in three clips whose clocks say nothing, decoys of it, and an extra; programs decide what is played. */
beforeAll(async () => {
  await mkdir(join(disc, 'BDMV/STREAM'), { recursive: true });
  const encode = (clip: string, pieces: readonly (readonly [file: string, start: number, end: number])[]) =>
    runFfmpeg([
      ...pieces.flatMap(([file]) => ['-i', file]),
      '-filter_complex',
      [
        ...pieces.map(([, start, end], at) => `[${at}:v]trim=${start}:${end},setpts=PTS-STARTPTS,scale=320:136,setsar=1,fps=24[v${at}]`),
        `${pieces.map((_, at) => `[v${at}]`).join('')}concat=n=${pieces.length}[v]`,
      ].join(';'),
      ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p'],
      ...['-f', 'mpegts', '-mpegts_m2ts_mode', '1', join(disc, `BDMV/STREAM/${clip}.m2ts`)],
    ]);
  const sintel = (clip: number) => [FOOTAGE.sintel, CUTS[clip - 1]!, CUTS[clip]!] as const;
  await encode('00001', [sintel(1)]);
  await encode('00002', [sintel(2)]);
  await encode('00003', [sintel(3), [FOOTAGE.franck, 0, TAIL]]);
  await encode('00020', [[FOOTAGE.cap13, 2, 14]]);
  const orders = [
    [2, 1, 3],
    [3, 1, 2],
    [3, 2, 1],
    [1, 2, 3],
    [1, 3, 2],
  ];
  await writeFiles(disc, {
    'BDMV/index.bdmv': makeIndex(-1, [-1]),
    ...Object.fromEntries(orders.map((order, at) => [`BDMV/PLAYLIST/0080${at}.mpls`, makePlaylist(order.map(item), { chapters: [0, 5] })])),
    'BDMV/PLAYLIST/00020.mpls': makePlaylist([{ clip: '00020', in: 600, out: 612 }]),
    ...Object.fromEntries([1, 2, 3].map((clip) => [`BDMV/CLIPINF/0000${clip}.clpi`, makeClipInfo(600, item(clip).out)])),
    'BDMV/CLIPINF/00020.clpi': makeClipInfo(600, 612),
    'disc.json': JSON.stringify({
      title: 'Sintel',
      year: 2010,
      distributor: 'Acme',
      edition: 'Steelbook',
      territory: 'US',
      streetDate: '2026-03-10',
      features: { '00020': { title: 'A man before a camera' } },
    }),
  });
});

const enrolled = (run: Awaited<ReturnType<typeof streetdate>>) => enrolledDiscRecord.parse(records(run).at(-1));

test('a disc is enrolled with its film and its extras, each clip decoded once; of its decoys the true one is told by the pictures at the seams', async () => {
  const home = join(await temporaryFolder(), 'library');
  const run = await streetdate(['enroll', 'disc', disc, '--home', home, '--variant', 'batch-7', '--json']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(enrolled(run)).toMatchObject({
    id: 'sintel-disc-batch-7',
    titleId: 'sintel',
    kind: 'bluray',
    ...{ edition: 'Steelbook', variant: 'batch-7', distributor: 'Acme', territory: 'US', streetDate: '2026-03-10' },
    features: [
      { feature: '00803', role: 'film', referenceId: 'sintel-disc-batch-7.00803' },
      { feature: '00020', role: 'extra', referenceId: 'sintel-disc-batch-7.00020' },
    ],
    clipsDecoded: 4,
    clipsKnown: 0,
  });
  expect(enrolled(run).leftOut).toContainEqual({ title: '00800', reason: 'it plays the parts of 00803 in another order' });
  expect(enrolled(run).ids.map(({ name }) => name)).toContain('streetdate-frames');
  const titles = records(await streetdate(['title', 'list', '--home', home, '--json']));
  expect(titles).toMatchObject([
    { name: 'A man before a camera', windows: [{ territory: 'US', channel: 'disc', opensAt: '2026-03-10' }] },
    { name: 'Sintel', year: 2010, windows: [{ territory: 'US', channel: 'disc', opensAt: '2026-03-10' }] },
  ]);

  // A copy made from the film, not from the disc, is found on the film's own clock.
  await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-c:v', 'libx264', '-crf', '30', '-pix_fmt', 'yuv420p', path('copy.mp4')]);
  const [scan] = records(
    await streetdate(['scan', path('copy.mp4'), '--home', home, '--seen-at', '2026-03-01T00:00:00Z', '--territory', 'US', '--json']),
  );
  const onDisc = {
    ...{ id: 'sintel-disc-batch-7', kind: 'bluray', feature: '00803', role: 'film' },
    ...{ edition: 'Steelbook', variant: 'batch-7', distributor: 'Acme', territory: 'US', streetDate: '2026-03-10' },
  };
  expect(scan).toMatchObject({
    verdict: { kind: 'pre-release-leak' },
    matches: [{ referenceId: 'sintel-disc-batch-7.00803', discs: [onDisc] }],
  });
  const told = await streetdate(['judge', '--home', home]);
  expect(told.stdout).toContain(
    '      enrolled from Blu-ray sintel-disc-batch-7, title 00803 (Steelbook, batch-7, US, Acme, from 2026-03-10)\n',
  );
  const page = join(home, 'report.html');
  await streetdate(['report', '--home', home, '--output', page]);
  const report = readFileSync(page, 'utf8');
  expect(report).toContain('<dt>Enrolled from</dt><dd>Blu-ray sintel-disc-batch-7, title 00803 (Steelbook,');
  // The frames of the reference come from the disc's clips.
  const pairs = report.match(/<figure class="pair">.*?<\/figure>/gs) ?? [];
  expect(pairs.length).toBeGreaterThan(0);
  for (const pair of pairs) {
    expect(pair).toContain('alt="Query frame at ');
    expect(pair).toContain('alt="Reference frame at ');
  }
  const { segments } = (scan as { matches: [{ segments: { queryStart: number; referenceStart: number; queryEnd: number }[] }] }).matches[0];
  expect(Math.abs(segments[0]!.queryStart - segments[0]!.referenceStart - CUTS[0]!)).toBeLessThan(0.2);
  expect(segments.at(-1)!.queryEnd - segments[0]!.queryStart).toBeGreaterThan(5);
});

test('another library learns the disc with its references, and not where it was read', async () => {
  const folder = await temporaryFolder();
  const [home, other, handover] = [join(folder, 'library'), join(folder, 'other'), join(folder, 'handover')];
  await streetdate(['enroll', 'disc', disc, '--home', home, '--variant', 'batch-7']);
  expect(records(await streetdate(['export', handover, '--home', home, '--json']))).toMatchObject([{ references: 2, discs: 1 }]);
  const manifest = readFileSync(join(handover, 'library.json'), 'utf8');
  expect(manifest).not.toContain(disc);
  const imported = await streetdate(['import', handover, '--home', other]);
  expect(imported.stdout).toBe(`imported from ${handover}: 2 titles, 2 references, of 1 disc, 2 of them new\n`);
  const [reference] = records(await streetdate(['show', 'sintel-disc-batch-7.00803', '--home', other, '--json']));
  expect(reference).toMatchObject({ discs: [{ id: 'sintel-disc-batch-7', variant: 'batch-7', feature: '00803' }] });
  expect(reference).not.toHaveProperty('path');

  // What comes back is what went out, and a disc that was read here stays known by its place.
  const back = join(folder, 'back');
  await streetdate(['export', back, '--home', other]);
  expect(readFileSync(join(back, 'library.json'), 'utf8')).toBe(manifest);
  await streetdate(['import', back, '--home', home]);
  expect(enrolled(await streetdate(['enroll', 'disc', disc, '--home', home, '--variant', 'batch-7', '--json']))).toMatchObject({
    id: 'sintel-disc-batch-7',
    clipsDecoded: 0,
  });

  // Another disc of the same id is no reason to forget this one.
  const changed = JSON.parse(manifest);
  changed.discs[0].ids[0].value = 'another';
  await writeFile(join(back, 'library.json'), JSON.stringify(changed));
  const refused = await streetdate(['import', back, '--home', home]);
  expect(refused.status).toBe(3);
  expect(refused.stderr).toContain(`it contradicts the library: disc sintel-disc-batch-7 has another ${changed.discs[0].ids[0].name} here`);
  changed.discs[0].features[0].referenceId = 'nobody';
  await writeFile(join(back, 'library.json'), JSON.stringify(changed));
  expect((await streetdate(['import', back, '--home', home])).stderr).toContain(
    'disc sintel-disc-batch-7 refers to a reference that is missing, nobody',
  );
});

test('an enrollment that was stopped goes on where it was, and a second one decodes nothing', async () => {
  const home = join(await temporaryFolder(), 'library');
  const stop = new AbortController();
  const watch = setInterval(async () => {
    const done = await readdir(join(home, 'fingerprints')).catch(() => []);
    if (done.some((name) => name.endsWith('.sdfp'))) stop.abort(new Error('SIGINT'));
  }, 20);
  const stopped = await streetdate(['enroll', 'disc', disc, '--home', home], { signal: stop.signal });
  clearInterval(watch);
  expect(stopped.status).not.toBe(0);
  const rest = enrolled(await streetdate(['enroll', 'disc', disc, '--home', home, '--json']));
  expect(rest.clipsKnown).toBeGreaterThan(0);
  expect(rest.clipsKnown + rest.clipsDecoded).toBe(4);
  const again = enrolled(await streetdate(['enroll', 'disc', disc, '--home', home, '--json']));
  expect(again).toMatchObject({ id: rest.id, clipsDecoded: 0, clipsKnown: 4, features: rest.features });
});

test('an image of the disc shows the same, and options have the last word', async () => {
  const files = [
    'BDMV/index.bdmv',
    ...[0, 1, 2, 3, 4].map((at) => `BDMV/PLAYLIST/0080${at}.mpls`),
    ...[1, 2, 3].flatMap((at) => [`BDMV/CLIPINF/0000${at}.clpi`, `BDMV/STREAM/0000${at}.m2ts`]),
  ];
  const folder = path('image');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'film.iso'),
    makeUdf250(Object.fromEntries(files.map((file) => [file, new Uint8Array(readFileSync(join(disc, file)))]))),
  );
  await writeFile(join(folder, 'film.disc.json'), JSON.stringify({ title: 'Another name', edition: 'First' }));
  const home = join(await temporaryFolder(), 'library');
  const fromImage = await streetdate([
    'enroll',
    'disc',
    join(folder, 'film.iso'),
    '--home',
    home,
    '--title',
    'Sintel',
    '--main-title',
    '00803',
    '--json',
  ]);
  expect(enrolled(fromImage)).toMatchObject({ title: 'Sintel', edition: 'First', features: [{ feature: '00803' }] });
  const fromFolder = enrolled(await streetdate(['enroll', 'disc', disc, '--home', home, '--json']));
  // The very same pictures are one reference of two discs.
  expect(fromFolder.features[0]?.referenceId).toBe(enrolled(fromImage).features[0]?.referenceId);
});

test('a scrambled disc is refused, and nothing of it is kept', async () => {
  const copy = path('scrambled');
  await cp(disc, copy, { recursive: true });
  const file = join(copy, 'BDMV/STREAM/00002.m2ts');
  const clip = readFileSync(file);
  for (let at = 0; at < clip.length; at += 6144) clip[at] = clip[at]! | 0xc0;
  await writeFile(file, clip);
  const home = join(await temporaryFolder(), 'library');
  const run = await streetdate(['enroll', 'disc', copy, '--home', home, '--json']);
  expect(run.status).toBe(3);
  expect(records(run)).toMatchObject([{ type: 'error', code: 'disc-scrambled' }]);
  expect(await readdir(home).catch(() => [])).toEqual([]);
});

test('a disc of which a clip is missing is enrolled as far as it goes, and says so', async () => {
  const copy = path('partial');
  await cp(disc, copy, { recursive: true });
  await rm(join(copy, 'BDMV/STREAM/00002.m2ts'));
  const home = join(await temporaryFolder(), 'library');
  const run = await streetdate(['enroll', 'disc', copy, '--home', home, '--main-title', '00803', '--json']);
  expect(run.status).toBe(3);
  expect(run.stderr).toContain('00002.m2ts is missing');
  expect(records(run)[0]).toMatchObject({ type: 'reference', damage: { reason: 'a part of it could not be read' } });
});

test.each([
  [{ title: 7 }, /disc\.json: title: /],
  ['no JSON', /disc\.json is no JSON/],
])('a disc.json that says %j is wrong use', async (content, message) => {
  const copy = path('wrong');
  await cp(disc, copy, { recursive: true });
  await writeFile(join(copy, 'disc.json'), typeof content === 'string' ? content : JSON.stringify(content));
  expect(await streetdate(['enroll', 'disc', copy, '--home', path('nowhere')])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(message),
  });
});

test('an enrolled disc gets thumbnails in place: each feature keeps its reference, and a further call decodes nothing', async () => {
  const home = join(await temporaryFolder(), 'library');
  const enroll = async (...options: string[]) =>
    records(await streetdate(['enroll', 'disc', disc, '--home', home, '--title', 'Film', '--json', ...options]));
  const before = (await enroll()).filter(({ type }) => type === 'reference');
  const upgraded = (await enroll('--thumbnails')).filter(({ type }) => type === 'reference');
  expect(upgraded).toMatchObject(before.map((reference) => ({ ...reference, alreadyEnrolled: true, upgraded: ['thumbnails'] })));
  expect(upgraded.length).toBe(2);
  const again = await enroll('--thumbnails');
  expect(again.filter((each) => 'upgraded' in each)).toEqual([]);
  expect(again.at(-1)).toMatchObject({ type: 'enrolled-disc', clipsDecoded: 0 });
});

test('a file is enrolled as before, and its title is still asked for', async () => {
  expect(await streetdate(['enroll', FOOTAGE.sintel])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("required option '--title <name>' not specified"),
  });
  expect(await streetdate(['enroll'])).toMatchObject({ status: 2, stderr: expect.stringContaining("missing required argument 'file'") });
});

describe.skipIf(!DVD_PROGRAMS.every(hasProgram))('a DVD', () => {
  test('is enrolled from its image', async () => {
    const folder = path('dvd');
    await mkdir(folder, { recursive: true });
    await makeVob(join(folder, 'a.mpg'), 'pal', 12);
    await writeFile(
      join(folder, 'disc.xml'),
      `<dvdauthor dest="${folder}/disc" jumppad="0"><vmgm/><titleset><titles><pgc><vob file="${folder}/a.mpg" chapters="0,6"/></pgc></titles></titleset></dvdauthor>`,
    );
    runProgram('dvdauthor', ['-x', join(folder, 'disc.xml')], { VIDEO_FORMAT: 'PAL' });
    makeDvdImage(join(folder, 'disc'), join(folder, 'dvd.iso'));
    const home = join(await temporaryFolder(), 'library');
    const run = await streetdate(['enroll', 'disc', join(folder, 'dvd.iso'), '--home', home, '--title', 'Test card', '--json']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(records(run)[0]).toMatchObject({ type: 'reference', id: 'test-card-disc.1', title: 'Test card' });
    expect(enrolled(run)).toMatchObject({ kind: 'dvd', label: 'TEST_DISC', clipsDecoded: 1 });
  });
});
