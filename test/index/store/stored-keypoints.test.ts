import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, popcount32 } from '@streetdate/core/internal';
import type { Fingerprint, LocalFeatures } from '@streetdate/core/portable';
import { LinearIndex, type ReferenceIndex, RenamedIndex, SegmentedIndex } from '@streetdate/index';
import { StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import { describe, expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

const folder = clipFolder();
const MOST_BITS = 13;

/** Local features of a reference with random codes, as many keypoints in each picture as the numbers say. */
function features(numbers: readonly number[], random: () => number): LocalFeatures {
  const keypoints = numbers.reduce((sum, number) => sum + number, 0);
  let end = 0;
  return {
    timesMs: Uint32Array.from(numbers, (_, at) => 40 + 1000 * at),
    ends: Uint32Array.from(numbers, (number) => {
      end += number;
      return end;
    }),
    places: Uint8Array.from({ length: 4 * keypoints }, () => Math.floor(256 * random())),
    looks: 1,
    codes: Uint32Array.from({ length: 2 * keypoints }, () => Math.floor(2 ** 32 * random())),
  };
}

function film(seed: number, localFeatures?: LocalFeatures): Fingerprint {
  const plain = sampleFilm(syntheticFilm(seed, 12), { seconds: 12, framesPerSecond: 10, role: 'reference' });
  return localFeatures ? { ...plain, localFeatures } : plain;
}

const random = seeded(5);
const FILMS = new Map([
  ['one', film(1, features([80, 0, 77, 80], random))],
  ['without', film(2)],
  ['two', film(3, features([3], random))],
  ['three', film(4, features([80, 80, 80, 80, 61], random))],
]);

/** Codes that differ in some bits from codes of films, and random ones. */
function queries(count: number): Uint32Array {
  const all = [...FILMS.values()].flatMap(({ localFeatures }) => [...(localFeatures?.codes ?? [])]);
  const codes = new Uint32Array(2 * count);
  for (let at = 0; at < count; at++) {
    const from = 2 * Math.floor((random() * all.length) / 2);
    codes[2 * at] = all[from]!;
    codes[2 * at + 1] = all[from + 1]!;
    for (let flip = 0; flip < Math.floor(20 * random()); flip++)
      codes[2 * at + (random() < 0.5 ? 0 : 1)]! ^= 1 << Math.floor(32 * random());
  }
  return codes;
}

/** What the parts of an index find, as words: code, reference, time, scale, direction, differing bits. */
function found(index: ReferenceIndex, codes: Uint32Array): string[] {
  const all: string[] = [];
  for (const { part, idOf } of index.storedKeypoints!().parts) {
    part.near(codes, MOST_BITS, (query, picture, scale, direction, distance) => {
      const { place, timeMs } = part.picture(picture);
      const id = idOf(place);
      if (id !== undefined) all.push([query, id, timeMs, scale, direction, distance].join(' '));
    });
  }
  return all.sort();
}

/** What a comparison with each code of some films finds among those whose lowest nine bits differ in two at most. */
function compared(films: ReadonlyMap<string, Fingerprint>, codes: Uint32Array): string[] {
  const all: string[] = [];
  for (const [id, { localFeatures }] of films) {
    if (localFeatures === undefined) continue;
    const { timesMs, ends, places, codes: own } = localFeatures;
    for (let query = 0; query < codes.length / 2; query++) {
      for (let keypoint = 0; keypoint < own.length / 2; keypoint++) {
        const low = (codes[2 * query]! ^ own[2 * keypoint]!) >>> 0;
        const distance = popcount32(low) + popcount32((codes[2 * query + 1]! ^ own[2 * keypoint + 1]!) >>> 0);
        if (distance > MOST_BITS || popcount32(low & 511) > 2) continue;
        const picture = ends.findIndex((end) => keypoint < end);
        all.push([query, id, timesMs[picture], places[4 * keypoint + 2], places[4 * keypoint + 3], distance].join(' '));
      }
    }
  }
  return all.sort();
}

async function written(name: string, films: ReadonlyMap<string, Fingerprint> = FILMS): Promise<StoredIndex> {
  const index = await StoredIndex.open(folder(name));
  for (const [id, each] of films) {
    index.add(id, each);
    await index.flush();
  }
  return index;
}

describe('keypoints in the files of an index', () => {
  const asked = queries(200);
  const expected = compared(FILMS, asked);

  test('are found by codes like theirs, with picture, scale and direction, in files that were merged or not', async () => {
    expect(expected.length).toBeGreaterThan(50);
    const index = await written('merged');
    expect(index.storedKeypoints().others).toEqual(['without']);
    expect(found(index, asked)).toEqual(expected);
    await index.settled();
    await index.close();
    const reader = await StoredIndexReader.open(folder('merged'));
    expect(reader.segments.length).toBeLessThan(4);
    expect(found(reader, asked)).toEqual(expected);
    await reader.close();
  });

  test('come with the keypoints of their whole picture', async () => {
    const index = await written('pictures');
    for (const { part, idOf } of index.storedKeypoints().parts) {
      for (let picture = 0; picture < part.pictures; picture++) {
        const { place, timeMs, read } = part.picture(picture);
        const { timesMs, ends, places, codes } = FILMS.get(idOf(place)!)!.localFeatures!;
        const at = timesMs.indexOf(timeMs);
        const start = ends[at - 1] ?? 0;
        expect(read().places).toEqual(places.subarray(4 * start, 4 * ends[at]!));
        expect(read().codes).toEqual(codes.subarray(2 * start, 2 * ends[at]!));
      }
    }
    await index.close();
  });

  test('of a reference that was removed, or has no name in a catalogue, are not found', async () => {
    const index = await written('removed');
    const shown = new RenamedIndex(
      index,
      new Map([
        ['film.1', 'one'],
        ['film.2', 'without'],
      ]),
    );
    const one = (line: string) => line.replace(' one ', ' film.1 ');
    const withOne = expected.filter((line) => line.includes(' one '));
    expect(found(shown, asked)).toEqual(withOne.map(one).sort());
    expect(shown.storedKeypoints().others).toEqual(['film.2']);
    index.remove('one');
    expect(found(index, asked)).toEqual(expected.filter((line) => !line.includes(' one ')));
    expect(found(shown, asked)).toEqual([]);
    await index.close();
  });

  test('of references that are in no file yet are not among them', async () => {
    const memory = new SegmentedIndex();
    memory.add('one', FILMS.get('one')!);
    expect(memory.storedKeypoints()).toEqual({ parts: [], others: ['one'] });
    memory.seal();
    expect(memory.storedKeypoints()).toEqual({ parts: [], others: ['one'] });
    const linear = new LinearIndex();
    linear.add('one', FILMS.get('one')!);
    expect(new RenamedIndex(linear, new Map([['film.1', 'one']])).storedKeypoints()).toEqual({ parts: [], others: ['film.1'] });
  });

  test('that are damaged, or missing as in files of before, leave their references to the search in memory', async () => {
    const index = await written('damaged', new Map([['one', FILMS.get('one')!]]));
    const [{ segment }] = index.segments as [(typeof index.segments)[number]];
    const inputs = segment.keypointInputs();
    await index.close();
    const [name] = (await readdir(folder('damaged'))).filter((file) => file.endsWith('.sdsg'));
    const path = join(folder('damaged'), name!);
    const whole = await readFile(path);
    const at = Math.max(...inputs.map(({ placesAt, keypoints }) => placesAt + 4 * keypoints));
    const magic = whole.indexOf('SDKP', at);
    expect(magic).toBeGreaterThan(0);
    const changed = Buffer.from(whole);
    changed[magic + 40]! ^= 1;
    await writeFile(path, changed);
    let reader = await StoredIndexReader.open(folder('damaged'));
    expect(reader.storedKeypoints()).toEqual({ parts: [], others: ['one'] });
    await reader.close();
    // A file of a version before: it ends with the fingerprints.
    const before = Buffer.from(whole);
    before.writeBigUInt64LE(BigInt(magic), 24);
    await writeFile(path, before);
    await truncate(path, magic);
    before.writeUInt32LE(crc32(before.subarray(16, Number(before.readBigUInt64LE(16)))), 12);
    await writeFile(path, before.subarray(0, magic));
    const manifest = join(folder('damaged'), 'manifest');
    const line = (await readFile(manifest, 'utf8')).split('\n')[0]!.replace(`"bytes":${whole.length}`, `"bytes":${magic}`);
    await writeFile(manifest, `${line}\n${crc32(Buffer.from(line)).toString(16).padStart(8, '0')}\n`);
    reader = await StoredIndexReader.open(folder('damaged'));
    expect(reader.storedKeypoints()).toEqual({ parts: [], others: ['one'] });
    expect(reader.get('one')).toEqual(FILMS.get('one'));
    await reader.close();
    // The next writer puts them in order.
    const writer = await StoredIndex.open(folder('damaged'));
    await writer.flush();
    await writer.settled();
    const one = new Map([['one', FILMS.get('one')!]]);
    expect(found(writer, asked)).toEqual(compared(one, asked));
    await writer.close();
  });
});
