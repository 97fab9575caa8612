// @module-tag process
import { readFile } from 'node:fs/promises';
import { hammingDistance } from '@streetdate/core/portable';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  ELEMENTS,
  readVideoSignature,
  SIGNATURE_WORDS,
  thermometerCodes,
} from '../../../../packages/bench/src/accuracy/peers/mpeg7-signature.ts';
import { clipFolder } from '../../../tools/clips.ts';
import { runFfmpeg } from '../../../tools/footage.ts';

const clip = clipFolder();
const FRAMES = 100;

/** Writes the signature of a generated film in one of the filter's two formats. 100 frames: more than one segment of 90. */
async function sign(format: 'binary' | 'xml'): Promise<Buffer> {
  const path = clip(`signature.${format}`);
  const film = `testsrc=size=320x240:rate=8,trim=end_frame=${FRAMES},noise=alls=20:allf=t:all_seed=3`;
  await runFfmpeg(['-f', 'lavfi', '-i', film, '-vf', `signature=format=${format}:filename=${path}`, '-f', 'null', '-']);
  return readFile(path);
}

describe('the binary video signature', () => {
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await sign('binary');
  });

  test('says the same as the XML that the filter writes', async () => {
    const xml = (await sign('xml')).toString();
    const texts = (element: string) => [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text = '']) => text);
    const signature = readVideoSignature(bytes);
    const elements = texts('FrameSignature').map((text) => text.trim().split(/\s+/).map(Number));
    expect(elements).toHaveLength(FRAMES);
    expect([...signature.elements]).toEqual(elements.flat());
    expect(signature.elements).toHaveLength(FRAMES * ELEMENTS);
    expect([...signature.confidence]).toEqual(texts('FrameConfidence').map(Number));
    expect([...signature.ticks]).toEqual(texts('MediaTimeOfFrame').map(Number));
    expect(signature.ticksPerSecond).toBe(8);
    expect(new Set(signature.elements)).toEqual(new Set([0, 1, 2]));
  });

  test('is refused when it ends in the middle of a frame, or has several regions', () => {
    expect(() => readVideoSignature(bytes.subarray(0, -40))).toThrow(/ends after \d+ bytes, in the middle of a field/);
    expect(() => readVideoSignature(Uint8Array.of(0, 0, 0, 2))).toThrow(new RangeError('a video signature must have 1 region, got 2'));
  });

  test('becomes codes whose differing bits are the sum of the differences of the elements', () => {
    const { elements } = readVideoSignature(bytes);
    const codes = thermometerCodes({ elements });
    for (const [one, other] of [
      [0, 0],
      [0, 1],
      [3, 90],
      [17, 99],
    ] as const) {
      let sum = 0;
      for (let at = 0; at < ELEMENTS; at++) sum += Math.abs(elements[one * ELEMENTS + at]! - elements[other * ELEMENTS + at]!);
      expect(hammingDistance(codes, one * SIGNATURE_WORDS, codes, other * SIGNATURE_WORDS, SIGNATURE_WORDS)).toBe(sum);
    }
  });
});
