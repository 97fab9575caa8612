import { OPENING, SCENE } from './films.ts';

/** Where a film's chapters begin, seconds of the film with its scene: at no even distances, as scenes begin. */
const MARKS = [0, OPENING, 13.4, 20.2, 26.9, 33.3, 48.6, 55.1, 63.7];

/** Where they begin in a release without the scene or with it, that runs `speed` times as fast. */
export function chapterMarks(hasScene: boolean, speed: number): number[] {
  const scene = SCENE[1] - SCENE[0];
  return MARKS.map((mark) => (mark - (hasScene || mark < SCENE[1] ? 0 : scene)) / speed);
}

/** The marks of a copy that begins at `start` and lasts `seconds`, in ffmpeg's own text. */
export function chapterText(marks: readonly number[], start: number, seconds: number): string {
  const kept = marks.map((mark) => mark - start).filter((mark) => mark >= 0 && mark < seconds);
  const ms = (time: number) => Math.round(1000 * time);
  const chapters = kept.map((mark, at) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${ms(mark)}\nEND=${ms(kept[at + 1] ?? seconds)}\n`);
  return `;FFMETADATA1\n${chapters.join('')}`;
}
