import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completePasses, type Fingerprint, fingerprintFile, fingerprintInPasses, probe } from '@streetdate/core';
import { secondsIn } from '@streetdate/core/internal';
import { BandIndex } from '@streetdate/index';
import { findMatches } from '@streetdate/matcher';
import { undecidedIntervals } from '@streetdate/matcher/internal';
import { inTemporaryFolder, makeFullHdClip } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import type { Section } from '../measure/figure.ts';
import { measureRounds, type RoundOptions } from '../measure/rounds.ts';

/** Options for {@link benchCascade}. */
export interface CascadeOptions extends RoundOptions {
  /** Length of the films that are scanned, minutes. @defaultValue 6 */
  readonly minutes?: number;
}

/**
 * The cost of a scan by key frames first, compared with one that decodes every frame: for a film that shows nothing of the library, and for
 * one with a copy of half a minute in its middle. Decoding, hashing and searching are counted. The targets are a fifth and two fifths.
 * @param films - Films that are not in the library; the last one is.
 */
export function benchCascade(films: readonly string[], notes: readonly string[], options: CascadeOptions = {}): Promise<Section[]> {
  const { minutes = 6, rounds = 2 } = options;
  const [reference, unrelated] = [films.at(-1)!, films.slice(0, -1)];
  return inTemporaryFolder(async (folder) => {
    const [strange, copied] = [join(folder, 'strange.mp4'), join(folder, 'copied.mp4')];
    await makeFullHdClip(unrelated.length > 0 ? unrelated : [reference], strange);
    await makeFullHdClip([reference], copied);
    const index = new BandIndex();
    index.add('reference', await fingerprintFile(reference, { role: 'reference' }));
    const undecided = (query: Fingerprint) => undecidedIntervals(query, index);
    const sections: Section[] = [];
    for (const [shown, middle] of [
      ['nothing of the library', strange],
      ['a copy of half a minute', copied],
    ] as const) {
      const film = join(folder, 'film.mp4');
      await joinClips(strange, middle, 60 * minutes, film);
      const saw: string[] = [];
      const scan = async (name: string, fingerprint: () => Promise<Fingerprint>) => {
        const query = await fingerprint();
        const matches = findMatches(query, index);
        const ends = matches.flatMap(({ segments }) =>
          segments.map((each) => `${each.queryStart.toFixed(1)} to ${each.queryEnd.toFixed(1)} s`),
        );
        const closer = secondsIn(query.look?.closer ?? []).toFixed(0);
        const how =
          query.look === undefined ? '' : `, ${query.look.frames} frames and ${closer} s of ${query.duration.toFixed(0)} s more closely`;
        saw.push(`${name}${how}: found ${ends.join(' and ') || 'nothing'}.`);
      };
      const jobs = [
        { name: 'every frame', run: () => scan('every frame', () => fingerprintFile(film)) },
        { name: 'key frames first', run: () => scan('key frames first', () => completePasses(fingerprintInPasses(film), undecided)) },
      ];
      const measured = await measureRounds(`Scan of ${minutes} minutes that show ${shown}`, jobs, notes, { rounds, warmUp: false });
      sections.push(...measured.map((section) => ({ ...section, notes: [...section.notes, ...new Set(saw)] })));
    }
    return sections;
  });
}

/** Puts a clip into the middle of another one, which is repeated to reach the length; nothing is encoded again. */
async function joinClips(around: string, middle: string, seconds: number, film: string): Promise<void> {
  const { duration } = await probe(around);
  const half = Array.from({ length: Math.ceil(seconds / duration / 2) }, () => around);
  const list = `${film}.txt`;
  await writeFile(list, [...half, middle, ...half].map((path) => `file '${path}'\n`).join(''));
  await ffmpeg('-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', film);
}
