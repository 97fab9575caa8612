import { musicAsset } from '../assets/asset.ts';
import type { AttackFamily } from './attack.ts';

/** The film without its sound, with another, or its sound alone. */
export const SOUND: AttackFamily = {
  name: 'sound',
  attacks: [
    {
      name: 'sound-muted',
      ranges: 'no sound track',
      needsSound: true,
      alter: (draft) => {
        draft.mute();
      },
    },
    {
      name: 'sound-replaced',
      ranges: 'other music in place of the sound',
      alter: (draft, random) => {
        const music = musicAsset(`replaced/${random.integer(1, 1_000_000)}`, Math.ceil(draft.duration));
        draft.replaceSound(music.path, music);
      },
    },
    {
      name: 'sound-only',
      ranges: 'the picture of a film that is not enrolled over the sound of one that is',
      needsSound: true,
      combines: false,
      alter: (draft, random, { unenrolled }) => {
        const other = random.pick(unenrolled);
        draft.note({ picture: other.id }).replacePicture(other, random.between(0, other.duration / 2));
      },
    },
  ],
};
