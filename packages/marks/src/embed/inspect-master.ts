import { basename } from 'node:path';
import { probe } from '@streetdate/core';
import { oneLine } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { MasterFacts } from './mark-set.ts';

/**
 * Finds what marking needs to know of a master.
 * @throws StreetdateError as of `probe`; `no-video`; `not-media` for what cannot be marked: interlaced, rotated or HDR film.
 */
export async function inspectMaster(path: string, signal?: AbortSignal): Promise<MasterFacts> {
  const { video, duration, fileBytes } = await probe(path, { signal });
  const refuse = (why: string) => new StreetdateError('not-media', `${oneLine(path)} cannot be marked: ${why}`, { path });
  if (video === undefined) throw new StreetdateError('no-video', `${oneLine(path)} has no picture`, { path });
  if (video.fieldOrder !== undefined && video.fieldOrder !== 'progressive') throw refuse('it is interlaced; deinterlace it first');
  if (video.transfer !== 'sdr') throw refuse(`its transfer is ${video.transfer}; only SDR is marked so far`);
  if (video.orientation.filters.length > 0) throw refuse('its container rotates or mirrors it; do that to its pictures first');
  if (video.frameRate === undefined) throw refuse('it has no frame rate');
  if (video.width % 2 !== 0 || video.height % 2 !== 0)
    throw refuse(`its picture has ${video.width} × ${video.height} pixels; both must be even`);
  return {
    name: basename(path),
    bytes: fileBytes,
    width: video.width,
    height: video.height,
    pixelAspect: video.pixelAspect,
    frameRate: fractionOf(video.frameRate),
    start: video.start,
    seconds: video.duration ?? duration - video.start,
  };
}

/** A frame rate as a fraction: whole, a thousandth less than whole, or in thousandths. */
export function fractionOf(rate: number): string {
  const whole = Math.round(rate);
  if (Math.abs(rate - whole) < 1e-4 * rate) return `${whole}/1`;
  if (Math.abs(rate - (whole * 1000) / 1001) < 1e-4 * rate) return `${whole * 1000}/1001`;
  return `${Math.round(rate * 1000)}/1000`;
}

/** A fraction as a number. */
export function rateOf(fraction: string): number {
  const [top, bottom] = fraction.split('/').map(Number);
  return top! / bottom!;
}
