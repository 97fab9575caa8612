import {
  jumpTitle,
  makeBdjObject,
  makeClipInfo,
  makeIndex,
  makeMovieObjects,
  makePlaylist,
  playPlaylist,
  playRegister,
  setRegister,
} from './bluray.ts';
import { makeUdf250, makeUdfSparable, makeUdfVirtual } from './udf-image.ts';

const index = makeIndex(0, [1, 2, -1], { provider: 'x' });
/** Three play items, the second with angles. */
export const PLAY_ITEMS = [1, 2, 3].map((at) => ({ clip: `0000${at}`, in: 10, out: 20, ...(at === 2 && { angles: ['00009', '00008'] }) }));

/** Every structure of a Blu-ray, as it is before anything is changed. */
export const BLURAY_STRUCTURES = {
  playlist: makePlaylist(PLAY_ITEMS, { chapters: [0, 5, 25] }),
  'clip-information': makeClipInfo(600, 700),
  index,
  'java-object': makeBdjObject(['00001', '00002'], { autostart: true }),
  'movie-objects': makeMovieObjects([
    [jumpTitle(1)],
    [setRegister(1, 800), playRegister(1), [0x50, 0, 1, 2, 1], [0x50, 0, 1, 1, 2]],
    [playPlaylist(20), jumpTitle(2)],
  ]),
} as const;

const files = {
  'BDMV/index.bdmv': index,
  'BDMV/PLAYLIST/00000.mpls': makePlaylist(PLAY_ITEMS),
  'BDMV/STREAM/00001.m2ts': new Uint8Array(10_000),
};

/** An image with each kind of partition of UDF. */
export const UDF_IMAGES = {
  'udf-metadata': makeUdf250(files),
  'udf-virtual-1.50': makeUdfVirtual(files, { revision: '1.50' }),
  'udf-virtual': makeUdfVirtual(files, { revision: '2.01' }),
  'udf-sparable': makeUdfSparable(files),
} as const;
