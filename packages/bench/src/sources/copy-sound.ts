import { rm, writeFile } from 'node:fs/promises';
import type { Source } from '@streetdate/matcher';
import type { Random } from '../accuracy/seeded-random.ts';
import { chapterText } from './chapter-marks.ts';
import type { MadeRendition } from './renditions.ts';
import { delayed, LANGUAGES, laySound } from './soundtracks.ts';

/** What became of a copy's sound: most uploaders fold it to stereo, some keep it is, and some leave it out or take another release's. */
const FATES = ['stereo', 'stereo', 'stereo', 'kept', 'kept', 'kept', 'mute', 'borrowed'] as const;

/** What a copy has beside its picture. */
export interface CopySound {
  readonly fate: (typeof FATES)[number] | 'room';
  /** Channels of a sound that there is. */
  readonly channels: number;
  /** Whether its language is marked. */
  readonly marked: boolean;
  /** Whether the chapter marks were kept. */
  readonly chapters: boolean;
  /** Whether sound that was re-timed with its picture kept its pitch. */
  readonly pitchKept: boolean;
}

/**
 * Draws what becomes of the sound: of a recording by a camera what a room makes of it.
 * @param mayBorrow - Whether another release's would lie under it is.
 */
export function drawSound(source: Source, { channels, chapters }: MadeRendition, mayBorrow: boolean, random: Random): CopySound {
  const drawn = random.pick(FATES);
  const fate = source === 'camera' ? 'room' : drawn === 'borrowed' && !mayBorrow ? 'stereo' : drawn;
  const [marked, keepsChapters, pitchKept] = [random.chance(0.5), random.chance(0.3), random.chance(0.5)];
  return {
    fate,
    channels: fate === 'kept' ? channels : 2,
    marked: marked && fate !== 'room' && fate !== 'mute',
    chapters: keepsChapters && fate !== 'room' && chapters.length > 0,
    pitchKept,
  };
}

/** How a copy's picture was cut and re-timed, which its sound follows. */
export interface SoundCut {
  /** The interval of the rendition, seconds. */
  readonly start: number;
  readonly seconds: number;
  /** Times the rendition's speed. */
  readonly speed: number;
  /** Seconds of other pictures in front. */
  readonly front: number;
}

/** Room, air and a cheap microphone. */
const ROOM = ['highpass=f=180', 'lowpass=f=4500', 'aecho=0.8:0.6:45:0.3'];

/** Lays the sound of a release under a copy's picture, cut and re-timed as that was, and its chapter marks where they were kept. */
export async function layCopySound(
  picture: string,
  { sound, of, other }: { readonly sound: CopySound; readonly of: MadeRendition; readonly other: MadeRendition },
  { start, seconds, speed, front }: SoundCut,
  path: string,
): Promise<void> {
  const from = sound.fate === 'borrowed' ? other : of;
  const shift = sound.fate === 'borrowed' ? other.leadIn - of.leadIn : 0;
  const retimed = sound.pitchKept ? `atempo=${speed.toFixed(6)}` : `asetrate=${Math.round(48_000 * speed)},aresample=48000`;
  const chapters = sound.chapters && speed === 1 && front === 0 ? `${path}.chapters.txt` : undefined;
  if (chapters !== undefined) await writeFile(chapters, chapterText(of.chapters, start, seconds));
  await laySound(
    picture,
    {
      input: ['-ss', String(Math.max(0, start + shift)), '-t', String(seconds), '-i', from.path],
      filters: [
        ...(speed === 1 ? [] : [retimed]),
        ...delayed(front),
        ...(sound.fate === 'mute' ? ['volume=0'] : []),
        ...(sound.fate === 'room' ? ROOM : []),
      ],
      encode: ['-ac', String(sound.channels), '-c:a', 'aac', '-b:a', sound.channels > 2 ? '256k' : '96k'],
      language: sound.marked ? LANGUAGES[from.mix] : undefined,
      chapters,
    },
    path,
  );
  if (chapters !== undefined) await rm(chapters);
}
