import { scaleQuad } from '@streetdate/core/internal';
import { type LumaFrame, type PictureArea, scaleArea } from '@streetdate/core/portable';
import { paint, scenery } from './pictures.ts';
import { seeded } from './synthetic-film.ts';

const WIDTH = 192;
const HEIGHT = 108;

/** A film of shots of one to three times `shortest` seconds: in each the camera pans over a wider picture. */
export function pannedFilm(seed: number, seconds: number, shortest = 1): (time: number) => LumaFrame {
  const random = seeded(seed);
  const shots: { readonly start: number; readonly picture: LumaFrame; readonly speed: number }[] = [];
  for (let start = 0; start < seconds; start += shortest * (1 + 2 * random())) {
    shots.push({ start, picture: scenery(2 * WIDTH, HEIGHT, seed * 1000 + shots.length), speed: ((random() - 0.5) * 0.3) / shortest });
  }
  return (time) => {
    const shot = shots.findLast(({ start }) => start <= time)!;
    const left = 0.25 + (time - shot.start) * shot.speed * 0.25;
    return { ...scaleArea(shot.picture, { left, right: left + 0.5, top: 0, bottom: 1 }, WIDTH, HEIGHT), time };
  };
}

/** What a copy does to each picture. */
export type Change = (frame: LumaFrame) => LumaFrame;

/** Shows a part of the picture. */
export const cutOut =
  (area: PictureArea): Change =>
  (frame) =>
    scaleArea(frame, area, WIDTH, HEIGHT);
/** Turns left and right over. */
export const mirrored: Change = (frame) =>
  paint(frame.width, frame.height, (x, y) => frame.pixels[y * frame.width + frame.width - 1 - x]!, frame.time);

/** The picture turned clockwise, with its edge repeated where it shows nothing, and then cut to its middle. */
export const turned =
  (degrees: number, share = 1): Change =>
  (frame) => {
    const [sine, cosine] = [Math.sin((-degrees * Math.PI) / 180), Math.cos((-degrees * Math.PI) / 180)];
    const corner = (x: number, y: number) => {
      const [across, down] = [(x - 0.5) * share * (WIDTH / HEIGHT), (y - 0.5) * share];
      return { x: 0.5 + (across * cosine - down * sine) / (WIDTH / HEIGHT), y: 0.5 + across * sine + down * cosine };
    };
    return scaleQuad(frame, [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)], WIDTH, HEIGHT);
  };

/** The frames of a film from one second to another, so many a second, as a film of its own. */
export async function* shown(film: (time: number) => LumaFrame, from: number, to: number, rate: number, change: Change = (frame) => frame) {
  for (let index = 0; from + index / rate < to; index++) yield { ...change(film(from + index / rate)), time: index / rate };
}
