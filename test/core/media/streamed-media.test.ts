// @module-tag slow
import { createReadStream, statSync } from 'node:fs';
import { decodeAudio, decodeFrames, fingerprintFile, probe, type StreamedMedia, StreetdateError } from '@streetdate/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder, collect } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

const path = clipFolder();

/** A file as a stream, and how often and from where it was opened. */
function streamOf(file: string, duration: number): StreamedMedia & { readonly opened: number[] } {
  const opened: number[] = [];
  return {
    name: `clip of ${file}`,
    fileBytes: statSync(file).size,
    duration,
    opened,
    open: (offset) => {
      opened.push(offset);
      return createReadStream(file, { start: offset });
    },
  };
}

beforeAll(() => runFfmpeg(['-i', FOOTAGE.sintel, '-target', 'pal-dvd', '-b:v', '2M', path('clip.mpg')]));

describe.each([
  ['a transport stream', () => FOOTAGE.sintel],
  ['a program stream', () => path('clip.mpg')],
])('%s', (_, file) => {
  test('gives the same frames and the same sound piped as from its file', async () => {
    const stream = streamOf(file(), 10);
    const options = { framesPerSecond: 5, longSide: 64 };
    const [piped, direct] = [await collect(decodeFrames(stream, options)), await collect(decodeFrames(file(), options))];
    expect(piped.length).toBeGreaterThan(40);
    expect(piped).toEqual(direct);
    const samples = async (input: string | StreamedMedia) => {
      const blocks: number[] = [];
      for await (const block of decodeAudio(input)) blocks.push(...block);
      return blocks;
    };
    expect(await samples(stream)).toEqual(await samples(file()));
  });

  test('is probed with the length that its owner knows', async () => {
    const [piped, direct] = [await probe(streamOf(file(), 9.5)), await probe(file())];
    expect(piped).toMatchObject({ container: direct.container, fileBytes: direct.fileBytes, duration: 9.5 });
    expect(piped.video).toMatchObject({ codec: direct.video?.codec, width: direct.video?.width, start: direct.video?.start });
  });

  test('has the fingerprint of its file', async () => {
    const [piped, direct] = [await fingerprintFile(streamOf(file(), 10)), await fingerprintFile(file())];
    expect(piped.tracks.map(({ hashes }) => hashes)).toEqual(direct.tracks.map(({ hashes }) => hashes));
  });
});

test('leaving the loop stops the stream', async () => {
  let closed = false;
  const endless: StreamedMedia = {
    name: 'endless',
    fileBytes: 1e12,
    duration: 1e6,
    open: async function* () {
      try {
        for (;;) for await (const bytes of createReadStream(FOOTAGE.sintel)) yield bytes;
      } finally {
        closed = true;
      }
    },
  };
  for await (const frame of decodeFrames(endless, { deinterlace: 'never', framesPerSecond: 2 })) if (frame.time >= 0) break;
  expect(closed).toBe(true);
});

test('what a stream throws is thrown untouched, in the middle as well', async () => {
  const fault = new StreetdateError('disc-scrambled', 'it is scrambled', { path: 'film.iso' });
  const broken: StreamedMedia = {
    ...streamOf(FOOTAGE.sintel, 10),
    open: async function* () {
      let bytes = 0;
      for await (const chunk of createReadStream(FOOTAGE.sintel)) {
        if (bytes > 100_000) throw fault;
        bytes += chunk.length;
        yield chunk;
      }
    },
  };
  await expect(fingerprintFile(broken)).rejects.toBe(fault);
});
