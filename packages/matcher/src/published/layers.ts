import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';
import { uprightTrack } from '../align/orientation.ts';
import { type CropWindow, canUncrop, uncropHashes } from './uncropped-hashes.ts';

/** One way in which a promo may show the film's picture. */
export interface Layer {
  /** The promo's pictures as the film would show them. */
  readonly promo: HashTrack;
  /** Whether the promo's pictures were mirrored left to right. */
  readonly mirrored: boolean;
  /** The crop that was undone. @defaultValue none */
  readonly crop?: CropWindow;
  /** What a piece in this layer must gain more than one in the first layer, in natural logarithms: fewer pieces are shown so. */
  readonly price: number;
}

/** Shares of width and height that the tried crops keep. Between them they find those that lost 5 to 15 %. */
const SHARES = [0.93, 0.87] as const;
/** Where the kept part lies: at one edge, in the middle, at the other edge. */
const PLACES = [0, 0.5, 1] as const;
const CROPS: readonly CropWindow[] = SHARES.flatMap((share) =>
  PLACES.flatMap((across) => PLACES.map((down) => ({ left: across * (1 - share), top: down * (1 - share), share }))),
);
/** One piece in so many is mirrored, and one in so many is cropped. */
const RARE = { mirrored: 10, cropped: 5 } as const;

/** The tracks that are compared: of one algorithm, of the active picture. */
export interface ComparedTracks {
  /** The promo's. */
  readonly promo: HashTrack;
  /** The film's. */
  readonly film: HashTrack;
}

/** The tracks of the first algorithm that both have; undefined if there is none. */
export function comparedTracks(promo: Fingerprint, film: Fingerprint): ComparedTracks | undefined {
  for (const track of promo.tracks) {
    const shown = track.view === 'active' ? findTrack(film, track.algorithm) : undefined;
    if (shown?.bits === track.bits) return { promo: track, film: shown };
  }
  return undefined;
}

/** The layers of whole pictures: plain, and mirrored where the algorithm allows it. */
export function wholeLayers({ promo }: ComparedTracks): Layer[] {
  return [false, true].flatMap((mirrored) => {
    const upright = uprightTrack(promo, { mirrored, rotation: 0 });
    return upright === undefined ? [] : [{ promo: upright, mirrored, price: mirrored ? Math.log(RARE.mirrored) : 0 }];
  });
}

/** The layers of a layer's pictures without small crops; none for algorithms that cannot be uncropped. */
export function uncroppedLayers(whole: Layer): Layer[] {
  if (!canUncrop(whole.promo.algorithm)) return [];
  const price = whole.price + Math.log(RARE.cropped * CROPS.length);
  return CROPS.map((crop) => ({ ...whole, crop, price, promo: uncropHashes(whole.promo, crop) }));
}
