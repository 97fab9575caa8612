// @module-tag process
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFrames } from '@streetdate/core';
import { readFileState } from '@streetdate/engine/internal';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePicture } from '../../../packages/cli/src/report/encode-picture.ts';
import { collectPictures, type Picture, type ReportReference, writeReport } from '../../../packages/cli/src/report/index.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { EXAMPLE_REFERENCES, exampleContent, exampleLeak, exampleMatch, exampleScan, exampleSegment } from './example-content.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The example references, with facts of where the media is. */
function referencesAt(facts: Partial<ReportReference>): ReadonlyMap<string, ReportReference> {
  return new Map([...EXAMPLE_REFERENCES].map(([id, reference]) => [id, { ...reference, ...facts }]));
}

async function pixelsOf(picture: Picture | string): Promise<Uint8Array> {
  if (typeof picture === 'string') throw new Error(`no picture: ${picture}`);
  return sharp(Buffer.from(picture.dataUri.slice(picture.dataUri.indexOf(',') + 1), 'base64'))
    .greyscale()
    .raw()
    .toBuffer();
}

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  expect(one.length).toBe(other.length);
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}

test('a picture is a grey JPEG that decodes to the frame', async () => {
  const pixels = Uint8Array.from({ length: 320 * 136 }, (_, index) => Math.round(((index % 320) / 319) * 255));
  const picture = await encodePicture({ width: 320, height: 136, pixels, time: 0 });
  const bytes = Buffer.from(picture.dataUri.slice('data:image/jpeg;base64,'.length), 'base64');
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 136, channels: 1 });
  expect(meanDifference(await pixelsOf(picture), pixels)).toBeLessThan(2);
});

describe('the pictures of a report', () => {
  test('are the frames at the times of the pairs, of the query and of the reference', async () => {
    // The query begins 4 s into the picture: earlier ones are black, and one black is as good as another. The sound of the reference
    // begins 0.119 s before its picture.
    const segments = [exampleSegment({ queryStart: 0, length: 6, referenceStart: 4.119 })];
    const query = join(folder, 'from-second-four.mp4');
    await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-vf', 'trim=start=4:end=10,setpts=PTS-STARTPTS', '-crf', '18', query]);
    const scan = exampleScan(query, { matches: [exampleMatch(segments)] });
    const pictures = await collectPictures(exampleContent([scan], { references: referencesAt({ media: { path: FOOTAGE.sintel } }) }));

    const pairs = [...pictures.values()][0] ?? [];
    expect(pairs.length).toBe(4);
    const frames: { time: number; pixels: Uint8Array }[] = [];
    for await (const frame of decodeFrames(FOOTAGE.sintel, { longSide: 320 })) frames.push(frame);
    for (const pair of pairs) {
      const shown = await pixelsOf(pair.reference);
      const differences = frames.map((frame) => ({ time: frame.time, difference: meanDifference(shown, frame.pixels) }));
      const closest = differences.reduce((best, each) => (each.difference < best.difference ? each : best));
      expect(Math.abs(closest.time - pair.referenceTime)).toBeLessThan(1.5 / 24);
      expect(meanDifference(await pixelsOf(pair.query), shown)).toBeLessThan(4);
    }
  });

  test('of a still are the still', async () => {
    const still = join(folder, 'still.png');
    await runFfmpeg(['-i', FOOTAGE.ocean, '-frames:v', '1', still]);
    const segment = { ...exampleSegment({ queryStart: 0, length: 0, referenceStart: 0 }), frameTimes: [0], distances: [2] };
    const scan = exampleScan(still, { kind: 'still', duration: 0, matches: [exampleMatch([segment])] });
    const pictures = await collectPictures(exampleContent([scan], { references: referencesAt({ media: { path: FOOTAGE.ocean } }) }), {
      longSide: 240,
    });
    const pairs = [...pictures.values()][0] ?? [];
    expect(pairs.map(({ query, reference }) => [query, reference].map((picture) => typeof picture !== 'string' && picture.width))).toEqual([
      [240, 240],
    ]);
  });

  test('are missing, with the reason, where the media is gone, changed, unrecorded or no film', async () => {
    const segments = [exampleSegment({ queryStart: 0, length: 4, referenceStart: 0 })];
    const changing = join(folder, 'changing.ts');
    await copyFile(FOOTAGE.sintel, changing);
    const { stamp } = await readFileState(changing);
    await writeFile(changing, 'other bytes');
    const text = join(folder, 'text.mp4');
    await writeFile(text, 'no film');
    const reasons = async (path: string, facts: Partial<ReportReference>, scanStamp?: string) => {
      const scan = exampleScan(path, { matches: [exampleMatch(segments)], ...(scanStamp && { stamp: scanStamp }) });
      const pictures = await collectPictures(exampleContent([scan], { references: referencesAt(facts) }), { pairsPerMatch: 1 });
      return [...pictures.values()].flat().map(({ query, reference }) => [query, reference]);
    };
    expect(await reasons(join(folder, 'nowhere.mp4'), {})).toEqual([['gone', 'unrecorded']]);
    expect(await reasons(changing, { media: { path: changing, stamp } }, stamp)).toEqual([['changed', 'changed']]);
    expect(await reasons(text, { media: { path: folder } })).toEqual([['undecodable', 'gone']]);
  });

  test('go to the gravest verdicts first when there is room for few', async () => {
    const released = { ...exampleLeak(FOOTAGE.sintel), verdict: { kind: 'released-copy', summary: 'Out for a year.' } as const };
    const leak = exampleLeak(FOOTAGE.ocean);
    const content = exampleContent([released, leak], { references: referencesAt({ media: { path: FOOTAGE.sintel } }) });
    const pictures = await collectPictures(content, { maxCharacters: 1, pairsPerMatch: 2 });
    const kinds = [leak, released].map((scan) =>
      (pictures.get(scan.matches[0]!) ?? []).map(({ query }) => (typeof query === 'string' ? query : 'shown')),
    );
    expect(kinds).toEqual([
      ['shown', 'left-out'],
      ['left-out', 'left-out'],
    ]);
  });

  test('stop with the signal’s reason', async () => {
    const reason = new Error('enough');
    const collecting = collectPictures(exampleContent([exampleLeak(FOOTAGE.sintel)]), { signal: AbortSignal.abort(reason) });
    await expect(collecting).rejects.toBe(reason);
  });
});

describe('writing the report', () => {
  test('leaves the whole page under its name and nothing beside it', async () => {
    const place = await mkdtemp(join(folder, 'out-'));
    const path = join(place, 'report.html');
    await writeFile(path, 'the report of before');
    await writeReport(path, exampleContent([exampleScan('/watch/a.mp4')]));
    expect(await readdir(place)).toEqual(['report.html']);
    expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  });

  test('says which file could not be written and why', async () => {
    const path = join(folder, 'no-such-folder', 'report.html');
    await expect(writeReport(path, exampleContent([]))).rejects.toMatchObject({
      code: 'file-unwritable',
      path,
      message: `${path}: its folder does not exist`,
    });
  });

  test('onto a folder leaves the folder, and no temporary file', async () => {
    const place = await mkdtemp(join(folder, 'out-'));
    const path = await mkdtemp(join(place, 'taken-'));
    await expect(writeReport(path, exampleContent([]))).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(await readdir(place)).toHaveLength(1);
  });
});
