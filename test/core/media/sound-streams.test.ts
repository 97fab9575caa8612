// @module-tag process
import { fingerprintFile, probe } from '@streetdate/core';
import { expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const film = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=24:duration=2'];
const tone = ['-f', 'lavfi', '-i', 'sine=duration=2'];
const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'ac3'];

test('sound streams are read with their languages, and kept with the fingerprint', async () => {
  const path = clip('languages.mkv');
  const languages = ['-metadata:s:a:0', 'language=fre', '-metadata:s:a:1', 'language=und'];
  await runFfmpeg([...film, ...tone, '-map', '0', '-map', '1', '-map', '1', '-ac:a:0', '6', '-ac:a:1', '2', ...languages, ...encode, path]);
  expect((await probe(path)).audio.map(({ language }) => language)).toEqual(['fre', undefined]);
  expect((await fingerprintFile(path)).media.sound).toEqual([
    { codec: 'ac3', channels: 6, language: 'fre' },
    { codec: 'ac3', channels: 2 },
  ]);
});

test('a mute film has an empty list of them', async () => {
  const path = clip('mute.mkv');
  await runFfmpeg([...film, ...encode, path]);
  expect((await fingerprintFile(path)).media.sound).toEqual([]);
});
