import { resolve } from 'node:path';
import { FOOTAGE } from '../../../test/tools/footage.ts';

/** The film that is enrolled as a disc, and what the demo may say of it. */
export interface DemoFilm {
  readonly path: string;
  readonly title: string;
  /** The credit line that its licence asks for; undefined for the user's own. */
  readonly credit: string | undefined;
}

/** The first ten seconds of Sintel, as they come with a development dependency. */
const SINTEL: DemoFilm = {
  path: FOOTAGE.sintel,
  title: 'Sintel',
  credit: 'Sintel © Blender Foundation, durian.blender.org, CC BY 3.0 (first 10 s, from the npm package mux.js)',
};

/** Films that show nothing of it: waves, to cut a piece into, and a man before a camera, to scan as he is. */
export const UNRELATED = { waves: FOOTAGE.ocean, speaker: FOOTAGE.cap13 } as const;

/** Sintel, or the film after `--film`. */
export function chooseFilm(own: string | undefined): DemoFilm {
  return own === undefined ? SINTEL : { path: resolve(own), title: 'Your film', credit: undefined };
}
