// @module-tag process
import { writeFile } from 'node:fs/promises';
import { fingerprintFile, probe } from '@streetdate/core';
import { expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { runFfmpeg } from '../../tools/footage.ts';

const clip = clipFolder();
const film = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=24:duration=6', '-c:v', 'libx264', '-preset', 'ultrafast'];

test.each(['mkv', 'mp4'])('chapters of %s are read, and kept with the fingerprint', async (container) => {
  const [path, marks] = [clip(`chapters.${container}`), clip(`${container}.txt`)];
  const chapter = (start: number, end: number) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${end}\n`;
  await writeFile(marks, `;FFMETADATA1\n${chapter(0, 1500)}${chapter(1500, 4250)}${chapter(4250, 6000)}`);
  await runFfmpeg(['-i', marks, ...film, '-map', '1', '-map_metadata', '0', path]);
  expect((await probe(path)).chapters.map((start) => Math.round(1000 * start))).toEqual([0, 1500, 4250]);
  expect((await fingerprintFile(path, { role: 'reference' })).media.chapters).toEqual([0, 1.5, 4.25]);
});

test('a film without chapters has an empty list of them', async () => {
  const path = clip('none.mp4');
  await runFfmpeg([...film, path]);
  expect((await probe(path)).chapters).toEqual([]);
});
