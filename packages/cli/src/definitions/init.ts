import { define } from './define.ts';

/** `streetdate init` */
export const init = define({
  name: 'init',
  summary: 'make an empty library',
  details: 'A library is one folder with a catalogue and fingerprints. Commands that add to a library make it when it does not exist.',
  options: {},
  examples: [
    ['streetdate init', 'makes .streetdate in the current folder'],
    ['streetdate init --home /srv/streetdate', 'makes it in another place'],
  ],
});
