/** Generated music, the same for the same seed. */
export { synthesiseMusic } from '../../packages/bench/src/accuracy/assets/music.ts';
