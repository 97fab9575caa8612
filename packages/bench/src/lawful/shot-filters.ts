import type { ShotChange, TrailerShot } from './trailer-shots.ts';

/** The picture of a trailer. */
export interface TrailerPicture {
  /** Width in pixels, even. */
  readonly width: number;
  /** Height in pixels, even. */
  readonly height: number;
  /** Frames a second. */
  readonly frameRate: number;
  /** Seconds of film in one second of trailer. */
  readonly speed: number;
}

type FilmShot = Extract<TrailerShot, { kind: 'piece' | 'other' }>;
type Card = Extract<TrailerShot, { kind: 'card' }>;

/** The ffmpeg filters that cut a shot out of its film and change it. Filters of 2018 are enough. */
export function filmShotFilters({ start, frames, change }: FilmShot, picture: TrailerPicture): string {
  const { width, height, frameRate, speed } = picture;
  const seconds = frames / frameRate;
  return [
    `trim=start=${start}:duration=${(seconds * speed + 0.5).toFixed(3)}`,
    `setpts=(PTS-STARTPTS)/${speed}`,
    `fps=${frameRate}`,
    `trim=end_frame=${frames}`,
    ...changeFilters(change, seconds),
    `scale=${width}:${height}`,
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}

function changeFilters({ mirrored, crop, grade, fadeIn, fadeOut }: ShotChange, seconds: number): string[] {
  return [
    ...(mirrored ? ['hflip'] : []),
    ...(crop ? [`crop=iw*${crop.share}:ih*${crop.share}:iw*${crop.left}:ih*${crop.top}`] : []),
    ...(grade ? [`eq=gamma=${grade.gamma}:contrast=${grade.contrast}`, `colorbalance=rm=${grade.tint}:bm=${-grade.tint}`] : []),
    ...(fadeIn > 0 ? [`fade=t=in:st=0:d=${fadeIn}`] : []),
    ...(fadeOut > 0 ? [`fade=t=out:st=${(seconds - fadeOut).toFixed(3)}:d=${fadeOut}`] : []),
  ];
}

/** The ffmpeg source and filters that draw a card: bars on a plain ground, which stand for words. It needs no font. */
export function cardFilters({ frames, ground, ink, bars }: Card, { width, height, frameRate }: TrailerPicture): string {
  return [
    `color=c=${ground}:s=${width}x${height}:r=${frameRate}`,
    ...bars.map((bar) => {
      const [x, y] = [Math.round(bar.left * width), Math.round(bar.top * height)];
      return `drawbox=x=${x}:y=${y}:w=${Math.round(bar.width * width)}:h=${Math.round(bar.height * height)}:color=${ink}:t=${height}`;
    }),
    `trim=end_frame=${frames}`,
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}
