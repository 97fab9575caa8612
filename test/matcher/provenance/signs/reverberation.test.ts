// @module-tag slow
import { readFile, writeFile } from 'node:fs/promises';
import { codeAudio, type HashTrack } from '@streetdate/core/portable';
import type { SourceReading } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { clipFolder } from '../../../tools/clips.ts';
import { runFfmpeg } from '../../../tools/footage.ts';
import { synthesiseMusic } from '../../../tools/music.ts';
import { seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, read, rendition, silentOf } from '../copies.ts';

const clip = clipFolder();
const SECONDS = 40;
const film = syntheticFilm(21, SECONDS);
const RATE = 11_025;

/** Every fourth sample of a piece of music, 44,100 a second: it has few high notes. */
function music(seed: string): Int16Array {
  const wav = synthesiseMusic(seed, SECONDS);
  return Int16Array.from({ length: SECONDS * RATE }, (_, at) => wav.readInt16LE(44 + 8 * at));
}
const mix = (one: Int16Array, other: Int16Array) => one.map((sample, at) => (sample + other[at]!) >> 1);
const [score, voices, others] = ['room score', 'room voices', 'room dub'].map(music) as [Int16Array, Int16Array, Int16Array];
const original = mix(score, voices);

/** Three walls, a hiss and a microphone without lows, as the first difference has it. */
function throughRoom(samples: Int16Array): Int16Array {
  const random = seeded(5);
  const echoes = [
    [0, 0.5],
    [0.031, 0.3],
    [0.073, 0.22],
    [0.11, 0.16],
  ] as const;
  const recorded = Float64Array.from(
    samples,
    (_, at) =>
      echoes.reduce((sum, [delay, gain]) => sum + gain * (samples[at - Math.round(delay * RATE)] ?? 0), 0) + 600 * (random() - 0.5),
  );
  return Int16Array.from(recorded, (value, at) => value - 0.7 * (recorded[at - 1] ?? 0));
}

const tracksOf = (samples: Int16Array, role: 'reference' | 'query'): Promise<HashTrack[]> =>
  codeAudio(
    (async function* () {
      yield samples;
    })(),
    role,
  );
async function renditionWith(id: string, source: 'disc' | 'digital', samples: Int16Array) {
  const made = rendition(id, source, film, SECONDS);
  return { ...made, fingerprint: { ...made.fingerprint, tracks: [...made.fingerprint.tracks, ...(await tracksOf(samples, 'reference'))] } };
}
/** The evidence of a copy that is too rough for its geometry. */
async function readCopy(samples: Int16Array, speed = 1): Promise<SourceReading> {
  const copy = copyOf((time) => film(speed * time), SECONDS / speed, {}, 16);
  const renditions = [await renditionWith('disc', 'disc', original), await renditionWith('web', 'digital', original)];
  return read({ ...copy, tracks: [...copy.tracks, ...(await tracksOf(samples, 'query'))] }, renditions);
}
const cameraOf = ({ evidence }: SourceReading) =>
  evidence.flatMap(({ source, likelihoodRatio, reason }) => (source === 'camera' ? [[likelihoodRatio, reason]] : []));

describe('reverberation', () => {
  test('sound recorded in a room favours a camera', async () => {
    expect(cameraOf(await readCopy(throughRoom(original)))).toEqual([
      [5, 'Its sound differs from the enrolled sound throughout, as if recorded in a room.'],
    ]);
  });

  test('sound that came by wire is weak evidence against one, however loud it is', async () => {
    for (const gain of [1, 0.3]) {
      expect(cameraOf(await readCopy(original.map((sample) => gain * sample)))).toEqual([
        [0.5, 'Its sound is the enrolled sound, without the reverberation of a room.'],
      ]);
    }
  });

  test('a copy that runs faster than all renditions is inconclusive: its pitch may have been kept', async () => {
    const speed = 25 / 24;
    const pitched = Int16Array.from({ length: Math.floor((SECONDS * RATE) / speed) }, (_, at) => original[Math.floor(speed * at)]!);
    expect(silentOf(await readCopy(pitched, speed))).toContain('room');
  });

  test('a copy that was retimed to the speed of a PAL disc, with its pitch kept, has no reverberation', async () => {
    const speed = 25 / 24;
    const [plain, slow] = [clip('plain.s16'), clip('slow.s16')];
    await writeFile(plain, new Uint8Array(original.buffer, original.byteOffset, original.byteLength));
    const format = ['-f', 's16le', '-ar', String(RATE), '-ac', '1'];
    await runFfmpeg([...format, '-i', plain, '-af', `atempo=${speed}`, ...format, slow]);
    const bytes = await readFile(slow);
    const kept = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const raised = Int16Array.from({ length: Math.floor((SECONDS * RATE) / speed) }, (_, at) => original[Math.floor(speed * at)]!);
    const faster = (time: number) => film(speed * time);
    const pal = rendition('pal', 'disc', faster, SECONDS / speed);
    const tracks = [...pal.fingerprint.tracks, ...(await tracksOf(raised, 'reference'))];
    const copy = copyOf(faster, SECONDS / speed, {}, 16);
    const reading = read({ ...copy, tracks: [...copy.tracks, ...(await tracksOf(kept, 'query'))] }, [
      { ...pal, fingerprint: { ...pal.fingerprint, tracks } },
      await renditionWith('web', 'digital', original),
    ]);
    expect(cameraOf(reading)).toEqual([]);
    expect(reading.silent).toContainEqual({ sign: 'room', reason: 'Its sound was retimed, which resembles reverberation.' });
  });

  test.each([
    ['a dub, which shares passages', mix(score, others).map((sample, at) => (at % (8 * RATE) < 4 * RATE ? original[at]! : sample))],
    ['a dub throughout', mix(score, others)],
    ['the sound of something else', music('room commentary')],
    ['silence', new Int16Array(SECONDS * RATE)],
  ])('%s is inconclusive', async (_, samples) => {
    const reading = await readCopy(samples);
    expect(cameraOf(reading)).toEqual([]);
    expect(silentOf(reading)).toContain('room');
  });
});
