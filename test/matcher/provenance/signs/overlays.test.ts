// @module-tag slow
import { writeFile } from 'node:fs/promises';
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import type { Rendition } from '@streetdate/matcher';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipFolder } from '../../../tools/clips.ts';
import { runFfmpeg } from '../../../tools/footage.ts';
import { pannedFilm } from '../../../tools/panned-film.ts';
import { read, silentOf } from '../copies.ts';

const SECONDS = 48;
const RATE = 12;
/** A half-transparent ring of a logo in the upper right corner, and a notice of blocks across the lower third. */
const LOGO = ['drawbox=x=164:y=8:w=18:h=10:color=white@0.5:t=3'];
const NOTICE = Array.from({ length: 12 }, (_, at) => `drawbox=x=${22 + 12 * at}:y=80:w=7:h=6:color=white@0.8:t=fill`);
/** What makes a rough copy. */
const ROUGH = ['scale=96:54,scale=192:108', 'noise=alls=6:allf=t:all_seed=4'];

const clip = clipFolder();
const pictures = clip('pictures.gray');

/** A film of some shots with something over it, in H.264. @returns Its path. */
async function film(name: string, filters: readonly string[] = [], cut: readonly string[] = []): Promise<string> {
  const path = clip(`${name}.mp4`);
  const input = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', '192x108', '-r', String(RATE), ...cut, '-i', pictures];
  const chain = ['null', ...filters, 'format=yuv420p'].join(',');
  await runFfmpeg([...input, '-vf', chain, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24', path]);
  return path;
}
const enrolled = async (referenceId: string, source: Rendition['source'], filters: readonly string[] = []): Promise<Rendition> => ({
  referenceId,
  source,
  fingerprint: await fingerprintFile(await film(referenceId, filters), { localFeatures: false, role: 'reference' }),
});
const copyOf = async (name: string, filters: readonly string[], cut?: readonly string[]): Promise<Fingerprint> =>
  fingerprintFile(await film(name, filters, cut), { localFeatures: false });
/** The doubts of the sign. */
const doubtsOf = (copy: Fingerprint, renditions: readonly Rendition[]) =>
  read(copy, renditions).doubts.flatMap(({ sign, referenceId, likelihoodRatio, reason }) =>
    sign === 'marks' ? [{ referenceId, likelihoodRatio, reason }] : [],
  );

let [web, broadcast, screener]: Rendition[] = [];
beforeAll(async () => {
  const picture = pannedFilm(12, SECONDS);
  await writeFile(pictures, Buffer.concat(Array.from({ length: SECONDS * RATE }, (_, at) => picture(at / RATE).pixels)));
  [web, broadcast, screener] = await Promise.all([
    enrolled('web', 'digital'),
    enrolled('broadcast', 'broadcast', LOGO),
    enrolled('screener', 'screener', NOTICE),
  ]);
});

describe('marks', () => {
  test('a copy has the logo of the broadcast, also a rough one or an excerpt', async () => {
    const of = [web!, broadcast!];
    for (const copy of [await copyOf('logo', [...LOGO, ...ROUGH]), await copyOf('logo-excerpt', LOGO, ['-ss', '10', '-t', '20'])]) {
      expect(doubtsOf(copy, of)).toEqual([
        {
          referenceId: 'web',
          likelihoodRatio: 0.05,
          reason:
            'It has a burned-in overlay, such as a logo or notice, that the broadcast broadcast has and the digital rendition web lacks.',
        },
      ]);
    }
  });

  test('a copy lacks the notice of the screener and the logo of the broadcast', async () => {
    const doubts = doubtsOf(await copyOf('plain', ROUGH), [web!, broadcast!, screener!]);
    expect(doubts.map(({ referenceId }) => referenceId)).toEqual(['broadcast', 'screener']);
    expect(doubts[1]?.reason).toBe(
      'It lacks a burned-in overlay, such as a logo or notice, that the screener screener has and the digital rendition web lacks.',
    );
  });

  test('a copy of the screener is of neither of the others', async () => {
    const doubts = doubtsOf(await copyOf('notice', [...NOTICE, ...ROUGH]), [web!, broadcast!, screener!]);
    expect(doubts.map(({ referenceId }) => referenceId)).toEqual(['web', 'broadcast']);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['a copy with a logo of its own elsewhere', ['drawbox=x=8:y=8:w=18:h=10:color=white@0.5:t=3'], []],
    ['a copy of a single shot', LOGO, ['-t', '2']],
    ['a copy whose edges were cropped', [...LOGO, 'crop=iw*0.9:ih*0.9', 'scale=192:108'], []],
    ['a copy that is mirrored', [...LOGO, 'hflip'], []],
  ])('%s is not taken for one of the broadcast', async (name, filters, cut) => {
    const doubts = doubtsOf(await copyOf(name.replaceAll(' ', '-'), filters, cut), [web!, broadcast!]);
    expect(doubts.filter(({ referenceId }) => referenceId === 'web')).toEqual([]);
  });

  test('a logo that was covered without a trace is missed, which the ratio allows for', async () => {
    const doubts = doubtsOf(await copyOf('covered', [...LOGO, 'delogo=x=160:y=4:w=26:h=18']), [web!, broadcast!]);
    expect(doubts.map(({ referenceId }) => referenceId)).toEqual(['broadcast']);
  });

  test('renditions without overlays, or without an average picture, are inconclusive', async () => {
    const copy = await copyOf('plain-again', []);
    const { average: _, ...old } = broadcast!.fingerprint;
    for (const other of [
      { ...web!, referenceId: 'disc', source: 'disc' as const },
      { ...broadcast!, fingerprint: old },
    ]) {
      expect(silentOf(read(copy, [web!, other]))).toContain('marks');
    }
  });
});
