// @module-tag process
import { readFile, writeFile } from 'node:fs/promises';
import {
  decodeFrames,
  decodeStill,
  hammingDistance,
  type LumaFrame,
  pdq,
  StreetdateError,
  scaleArea,
  WHOLE_PICTURE,
} from '@streetdate/core';
import { isStill } from '@streetdate/core/internal/node';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder, collect, meanDifference } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
let frame: LumaFrame;

/** A screenshot of the film at 5 s, and the frame that it shows. */
beforeAll(async () => {
  // Its picture starts 0.119 s after its sound.
  const [first] = await collect(decodeFrames(FOOTAGE.sintel, { start: 5.119, end: 5.2 }));
  frame = first!;
  await runFfmpeg(['-i', FOOTAGE.sintel, '-map', '0:v', '-vf', "select='eq(n,120)'", '-frames:v', '1', clip('shot.png')]);
});

function hashOf(picture: LumaFrame): Uint32Array {
  const words = new Uint32Array(pdq.bits / 32);
  pdq.hash(scaleArea(picture, WHOLE_PICTURE, 64, 64), words, 0);
  return words;
}

const distance = (one: LumaFrame, other: LumaFrame) => hammingDistance(hashOf(one), 0, hashOf(other), 0, pdq.bits / 32);

async function failureOf(path: string): Promise<StreetdateError> {
  try {
    await decodeStill(path);
  } catch (cause) {
    if (!(cause instanceof StreetdateError)) throw cause;
    expect(cause.message).not.toMatch(/[\n\r]/);
    return cause;
  }
  throw new Error(`${path} was decoded`);
}

describe('a screenshot hashes like its frame', () => {
  test.each([
    ['png', 2, 4],
    ['jpeg', 3, 6],
    ['webp', 3, 8],
    ['avif', 3, 8],
    ['tiff', 3, 6],
  ] as const)('as %s', async (format, pixels, bits) => {
    // The name does not tell the format.
    const path = clip(`shot-${format}.bin`);
    await writeFile(path, await sharp(clip('shot.png')).toFormat(format).toBuffer());
    expect(await isStill(path)).toBe(true);
    const still = await decodeStill(path);
    expect(still).toMatchObject({ width: 256, height: 109, time: 0 });
    expect(meanDifference(still, frame)).toBeLessThan(pixels);
    expect(distance(still, frame)).toBeLessThanOrEqual(bits);
  });

  test('turned as its EXIF says, in all eight ways', async () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      // Undoing the turn and saying it again gives the same picture.
      const undone = [1, 2, 3, 4, 5, 8, 7, 6][orientation - 1]!;
      const lying = await sharp(await sharp(clip('shot.png')).withMetadata({ orientation: undone }).jpeg({ quality: 95 }).toBuffer())
        .autoOrient()
        .jpeg({ quality: 95 })
        .toBuffer();
      await writeFile(clip('turned.jpg'), await sharp(lying).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer());
      const still = await decodeStill(clip('turned.jpg'));
      expect(still, `orientation ${orientation}`).toMatchObject({ width: 256, height: 109 });
      expect(meanDifference(still, frame), `orientation ${orientation}`).toBeLessThan(3);
    }
  });

  test('in 16 bits, in grey, with a palette, in CMYK', async () => {
    const shot = sharp(clip('shot.png'));
    await writeFile(clip('16.png'), await shot.clone().toColourspace('rgb16').png().toBuffer());
    await writeFile(
      clip('grey.png'),
      await sharp(Buffer.from(frame.pixels), { raw: { width: 256, height: 109, channels: 1 } })
        .png()
        .toBuffer(),
    );
    await writeFile(clip('palette.png'), await shot.clone().png({ palette: true }).toBuffer());
    await writeFile(clip('cmyk.jpg'), await shot.clone().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer());
    for (const name of ['16.png', 'grey.png', 'palette.png', 'cmyk.jpg'])
      expect(distance(await decodeStill(clip(name)), frame), name).toBeLessThan(12);
  });
});

test('transparent parts are black', async () => {
  const half = { create: { width: 64, height: 64, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0.5 } } } as const;
  await writeFile(clip('alpha.png'), await sharp(half).png().toBuffer());
  const { pixels } = await decodeStill(clip('alpha.png'), { longSide: 8 });
  expect(pixels.every((pixel) => Math.abs(pixel - 128) <= 1)).toBe(true);
});

test('colours have the luma of film: a sum of gamma-coded red, green and blue', async () => {
  const red = { create: { width: 64, height: 64, channels: 3, background: '#ff0000' } } as const;
  await writeFile(clip('red.png'), await sharp(red).png().toBuffer());
  expect((await decodeStill(clip('red.png'))).pixels[0]).toBe(Math.round(255 * 0.299));
  await writeFile(
    clip('red-hd.png'),
    await sharp({ create: { ...red.create, width: 1280, height: 720 } })
      .png()
      .toBuffer(),
  );
  expect((await decodeStill(clip('red-hd.png'))).pixels[0]).toBe(Math.round(255 * 0.2126));
});

test.each([
  [1, 1, 256, 256],
  [1, 2000, 1, 256],
  [3, 5, 154, 256],
  [4000, 2250, 256, 144],
])('%i × %i pixels become %i × %i', async (width, height, shownWidth, shownHeight) => {
  await writeFile(
    clip('size.png'),
    await sharp({ create: { width, height, channels: 3, background: '#808080' } })
      .png()
      .toBuffer(),
  );
  const still = await decodeStill(clip('size.png'));
  expect(still).toMatchObject({ width: shownWidth, height: shownHeight });
  expect(still.pixels.every((pixel) => pixel === 128)).toBe(true);
});

test('a name with brackets is only a name', async () => {
  await writeFile(clip('shot[page=2].png'), await readFile(clip('shot.png')));
  expect(distance(await decodeStill(clip('shot[page=2].png')), frame)).toBeLessThanOrEqual(4);
});

describe('what is no still', () => {
  test('is told by its content', async () => {
    await writeFile(clip('text.png'), 'not a picture');
    await writeFile(clip('vector.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const path of [FOOTAGE.sintel, FOOTAGE.ocean, clip('text.png'), clip('vector.svg')]) expect(await isStill(path), path).toBe(false);
    expect(await failureOf(clip('text.png'))).toMatchObject({
      code: 'not-media',
      message: `${clip('text.png')} is not a JPEG, PNG, WebP, AVIF or TIFF`,
    });
    expect((await failureOf(clip('vector.svg'))).code).toBe('not-media');
  });

  test('is damaged, empty, absent or a folder', async () => {
    const bytes = await readFile(clip('shot.png'));
    await writeFile(clip('cut.png'), bytes.subarray(0, bytes.length >> 1));
    await writeFile(clip('empty.png'), '');
    const failure = await failureOf(clip('cut.png'));
    expect(failure).toMatchObject({ code: 'not-media', path: clip('cut.png') });
    expect(failure.message).toContain('cut.png is damaged or not a picture: ');
    expect((await failureOf(clip('empty.png'))).code).toBe('empty-file');
    expect((await failureOf(clip('absent.png'))).code).toBe('file-not-found');
    expect((await failureOf(clip('.'))).code).toBe('file-unreadable');
    await expect(isStill(clip('absent.png'))).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test('is larger than the limit', async () => {
    const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    // Width and height of the header, and its checksum, which libpng looks at.
    png.writeUInt32BE(20_000, 16);
    png.writeUInt32BE(30_000, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    await writeFile(clip('huge.png'), png);
    const failure = await failureOf(clip('huge.png'));
    expect(failure.code).toBe('bad-picture-size');
    expect(failure.message).toMatch(
      /has a picture of 20000 × 30000; allowed are 1 to 16384 pixels on a side and at most 268 million in all$/,
    );
  });
});

/** The checksum of PNG (ISO/IEC 15948, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
