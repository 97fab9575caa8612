import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFingerprint, type Fingerprint } from '@streetdate/core/portable';
import { StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import { expect, onTestFinished, test } from 'vitest';

const golden = new URL('../../golden/', import.meta.url);
const read = async (name: string): Promise<Fingerprint> => decodeFingerprint(await readFile(new URL(`${name}.sdfp`, golden)));

test.each(['v1-index', 'v2-index'])('the index in %s loads for ever as what was written', async (folder) => {
  const index = await StoredIndexReader.open(new URL(folder, golden).pathname);
  onTestFinished(() => index.close());
  expect(index.warnings).toEqual([]);
  expect([...index.ids()]).toEqual(['film', 'still', 'qüery']);
  expect(index.segments.length).toBe(2);
  for (const [id, name] of [
    ['film', 'v1-film'],
    ['still', 'v1-still'],
    ['qüery', 'v1-query'],
  ] as const) {
    const fingerprint = await read(name);
    expect(index.get(id)).toEqual(fingerprint);
    const track = fingerprint.tracks[0]!;
    const found = index.candidates(track, { maxDistance: 0 });
    const pairs = Array.from({ length: found.count }, (_, at) => [index.idOf(found.references[at]!), found.referenceFrames[at]]);
    expect(pairs).toEqual(expect.arrayContaining([...track.timesMs.keys()].map((frame) => [id, frame])));
  }
});

test('the newest is what this version still writes, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-index-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const index = await StoredIndex.open(folder);
  index.add('film', await read('v1-film'));
  index.add('still', await read('v1-still'));
  index.add('gone', await read('v1-query'));
  await index.flush();
  await index.settled();
  index.remove('gone');
  index.add('qüery', await read('v1-query'));
  await index.close();
  const names = (await readdir(folder)).sort();
  expect(names).toEqual((await readdir(new URL('v2-index', golden))).sort());
  for (const name of names) expect(await readFile(join(folder, name))).toEqual(await readFile(new URL(`v2-index/${name}`, golden)));
});
