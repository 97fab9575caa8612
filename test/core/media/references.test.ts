// @module-tag process
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeFrames, StreetdateError } from '@streetdate/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playlistKind } from '../../../packages/core/src/media/playlists.ts';
import { clipFolder, collect, countedFilm, countOf } from '../../tools/clips.ts';
import { runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const film = clip('film.mp4');
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end();
});
let home: string;

beforeAll(async () => {
  await countedFilm(film, 2);
  await runFfmpeg(['-i', film, '-c', 'copy', clip('film.ts')]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function failureOf(path: string): Promise<StreetdateError> {
  try {
    await collect(decodeFrames(path));
  } catch (cause) {
    if (cause instanceof StreetdateError) return cause;
    throw cause;
  }
  throw new Error(`${path} was decoded`);
}

const HLS = (media: string) => `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${media}\n#EXT-X-ENDLIST\n`;

describe('nothing but the file named is read', () => {
  test.each([
    ['passwd.m3u8', () => HLS('/etc/passwd'), 'an HLS or M3U playlist'],
    ['beside.m3u8', () => HLS('film.ts'), 'an HLS or M3U playlist'],
    ['named-as-film.mp4', () => HLS('film.ts'), 'an HLS or M3U playlist'],
    ['server.m3u8', () => HLS(`${home}/secret.ts`), 'an HLS or M3U playlist'],
    ['marked.m3u8', () => `\ufeff${HLS(`${home}/bom.ts`)}`, 'an HLS or M3U playlist'],
    ['list.ffconcat', () => "ffconcat version 1.0\nfile 'film.mp4'\n", 'an ffconcat script'],
    ['list.mkv', () => `ffconcat version 1.0\nfile '${home}/x.mp4'\n`, 'an ffconcat script'],
    [
      'film.mpd',
      () => `<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${home}/</BaseURL></MPD>`,
      'a DASH manifest',
    ],
    [
      'call.sdp',
      () => 'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n',
      'an SDP session description',
    ],
    ['radio.pls', () => `[playlist]\nFile1=${home}/a.mp4\n`, 'a PLS playlist'],
    ['old.asx', () => `<ASX version="3.0"><Entry><Ref href="${home}/a.wmv"/></Entry></ASX>`, 'an ASX or ASF playlist'],
    [
      'list.xspf',
      () => `<?xml version="1.0"?><playlist version="1"><location>${home}/a.mp4</location></playlist>`,
      'an XSPF, SMIL or WPL playlist',
    ],
    ['imf.xml', () => '<?xml version="1.0"?><CompositionPlaylist xmlns="x"></CompositionPlaylist>', 'an IMF or DCP composition playlist'],
    ['image.cue', () => 'FILE "film.mp4" BINARY\n  TRACK 01 MODE2/2352\n', 'a cue sheet'],
    ['go.mov', () => `rtsptext rtsp://127.0.0.1/film`, 'a redirect to a stream'],
  ])('%s is refused', async (name, text, kind) => {
    await writeFile(clip(name), text());
    const failure = await failureOf(clip(name));
    expect(failure).toMatchObject({ code: 'refused-playlist', path: clip(name) });
    expect(failure.message).toBe(`${clip(name)} is ${kind}: it names other files, which are never followed`);
  });

  test('a playlist that is not told by its content is not followed by the decoder either', async () => {
    // Past what is looked at, and past a comment that hides what it is.
    await writeFile(
      clip('late.mpd'),
      `<?xml version="1.0"?><!--${' '.repeat(5000)}--><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><BaseURL>${home}/</BaseURL></MPD>`,
    );
    expect((await failureOf(clip('late.mpd'))).code).toBe('not-media');
  });

  test('an MP4 that keeps its pictures in another file gives none of them', async () => {
    await runFfmpeg(['-i', film, '-c', 'copy', clip('film.mov')]);
    const inside = await readFile(clip('film.mov'));
    expect(await collect(decodeFrames(clip('film.mov'), { longSide: 16 }))).toHaveLength(48);
    for (const target of ['film.mov', '/etc/passwd']) {
      await writeFile(clip('outside.mov'), withExternalData(inside, target));
      if (target === 'film.mov') {
        // The reference is sound: ffmpeg finds the pictures when it is allowed to.
        await runFfmpeg(['-enable_drefs', '1', '-i', clip('outside.mov'), '-c', 'copy', clip('followed.mov')]);
        expect(await collect(decodeFrames(clip('followed.mov'), { longSide: 16 }))).toHaveLength(48);
      }
      expect(await failureOf(clip('outside.mov')), target).toMatchObject({ code: 'decoder-failed' });
    }
  });

  test('files beside a name with a pattern are not taken for its frames', async () => {
    await writeFile(clip('shot%d.ts'), await readFile(clip('film.ts')));
    for (const index of [0, 1, 2]) await writeFile(clip(`shot${index}.ts`), 'not this one');
    expect((await collect(decodeFrames(clip('shot%d.ts'), { longSide: 16 }))).map(countOf)).toHaveLength(48);
    await runFfmpeg(['-i', film, '-frames:v', '3', clip('still%d.png')]);
    await writeFile(clip('still%d.png'), 'no picture');
    expect((await failureOf(clip('still%d.png'))).code).toBe('not-media');
  });

  test('and no server was asked for anything', () => {
    expect(asked).toEqual([]);
  });
});

test('a film that has the words of a playlist in its tags is a film', async () => {
  await runFfmpeg(['-i', film, '-c', 'copy', '-metadata', 'title=#EXTM3U <MPD> #EXT-X-', clip('tagged.mkv')]);
  expect(await collect(decodeFrames(clip('tagged.mkv'), { longSide: 16 }))).toHaveLength(48);
  expect(playlistKind(new TextEncoder().encode('An essay on #EXTM3U'))).toBeUndefined();
});

test('an archive is no film, although a decoder that searches finds one in it', async () => {
  await runFfmpeg(['-i', film, '-an', '-c:v', 'mpeg4', '-y', clip('stored.m4v')]);
  const stored = await readFile(clip('stored.m4v'));
  const tar = Buffer.alloc(512);
  tar.write('ustar', 257);
  // The first bytes of each before a film that is stored in it.
  for (const [name, kind, head] of [
    ['x.part01.rar', 'a RAR archive', Buffer.from('Rar!\x1a\x07\x01\0')],
    ['x.zip', 'a ZIP archive', Buffer.from('PK\x03\x04\x0a\0')],
    ['x.z01', 'a ZIP archive', Buffer.from('PK\x07\x08')],
    ['x.7z', 'a 7z archive', Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1')],
    ['x.tar', 'a tar archive', tar],
  ] as const) {
    await writeFile(clip(name), Buffer.concat([head, stored]));
    const error = await failureOf(clip(name));
    expect(error).toMatchObject({ code: 'not-media' });
    expect(error.message).toMatch(new RegExp(`${name} is ${kind}, not media itself$`));
  }
});

/**
 * Makes the first track's data reference of a MOV point to another file, by an alias record (Inside Macintosh: Files, 1993) as ffmpeg
 * reads it when it is told to: one level up and one down, then the path as record 2. The boxes around it grow.
 */
function withExternalData(mov: Buffer, target: string): Buffer {
  const path = Buffer.from(target.padEnd(target.length + (target.length % 2), '\0'));
  const record = Buffer.alloc(4);
  record.writeInt16BE(2, 0);
  record.writeInt16BE(target.length, 2);
  // Flags that do not say "in this file", then 10 bytes, volume (28), 12 bytes, file name (64), 16 bytes, two levels, 16 bytes.
  const levels = 4 + 10 + 28 + 12 + 64 + 16;
  const fixed = Buffer.alloc(levels + 4 + 16);
  fixed.writeUInt16BE(1, levels);
  fixed.writeUInt16BE(1, levels + 2);
  const alias = Buffer.concat([fixed, record, path, Buffer.from([255, 255, 0, 0])]);
  const entry = Buffer.concat([Buffer.alloc(4), Buffer.from('alis'), alias]);
  entry.writeUInt32BE(entry.length, 0);
  const drefAt = mov.indexOf('dref') - 4;
  const oldEntryAt = drefAt + 16;
  const oldEntryBytes = mov.readUInt32BE(oldEntryAt);
  const grown = entry.length - oldEntryBytes;
  const result = Buffer.concat([mov.subarray(0, oldEntryAt), entry, mov.subarray(oldEntryAt + oldEntryBytes)]);
  for (const box of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    const at = result.indexOf(box) - 4;
    result.writeUInt32BE(result.readUInt32BE(at) + grown, at);
  }
  return result;
}
