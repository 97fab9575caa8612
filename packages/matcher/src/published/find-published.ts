import { checkFingerprint } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import { bestPieces, type Piece } from './best-pieces.ts';
import { comparedTracks, type Layer, uncroppedLayers, wholeLayers } from './layers.ts';
import { newPictures } from './new-pictures.ts';
import { OffsetRows } from './offset-rows.ts';

export function findPublished(promo: Fingerprint, film: Fingerprint, options: { least?: number } = {}) {
  const { least = 3 } = options;
  checkFingerprint('promo', promo);
  checkFingerprint('film', film);
  const tracks = comparedTracks(promo, film)!;
  const { timesMs, spansMs } = tracks.promo;
  const weights = newPictures(tracks.promo);
  const rows = new OffsetRows(tracks.film, promo.duration, film.duration);
  const price = Math.log(rows.offsets);
  const search = (moments: readonly number[], layers: readonly Layer[]) =>
    bestPieces(
      moments.length,
      rows.offsets,
      layers.map((layer) => ({ price: price + layer.price, rowOf: (m: number) => rows.rowOf(layer.promo, moments[m]!, weights[moments[m]!]!) })),
      (m) => m > 0 && (moments[m]! !== moments[m - 1]! + 1 || timesMs[moments[m]!]! - timesMs[moments[m - 1]!]! - spansMs[moments[m - 1]!]! > 1000),
    ).map((p) => ({ ...p, start: moments[p.start]!, end: moments[p.end - 1]! + 1, layer: layers[p.layer]!, score: (p.gain - price - layers[p.layer]!.price) / Math.LN10 }))
     .filter(({ score }) => score >= least);
  const whole = wholeLayers(tracks);
  const all = Array.from(timesMs, (_, at) => at);
  const plain = search(all, whole);
  const rest = all.filter((m) => !plain.some((p) => m >= p.start && m < p.end));
  const cropped = whole.flatMap((layer) => search(rest, uncroppedLayers(layer)));
  return [...plain, ...cropped].map((p) => {
    const promoStart = timesMs[p.start]! / 1000;
    const promoEnd = (timesMs[p.end - 1]! + spansMs[p.end - 1]!) / 1000;
    const o = rows.secondsOf(p.offset);
    let w = 0; for (let m = p.start; m < p.end; m++) w += weights[m]!;
    return { promoStart, promoEnd, filmStart: promoStart + o, mirrored: p.layer.mirrored, layer: `${p.layer.mirrored?'m':''}${p.layer.crop?'c':''}`, gain: p.gain, score: p.score, frames: p.end - p.start, w };
  });
}
