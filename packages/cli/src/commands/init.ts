import { isLibrary, withLibrary } from '@streetdate/engine/internal';
import { EXIT } from '../exit.ts';
import { defineCommand } from './command.ts';

/** `streetdate init` */
export const init = defineCommand({
  name: 'init',
  summary: 'make an empty library',
  details: 'A library is one folder: a catalogue and the fingerprints. Commands that add to a library make it when there is none.',
  options: {},
  examples: [
    ['streetdate init', 'makes .streetdate in the current folder'],
    ['streetdate init --home /srv/streetdate', 'makes it elsewhere'],
  ],
  run: async (_operands, _values, { home, console }) => {
    const wasThere = await isLibrary(home);
    await withLibrary(home, { create: true }, async (library) => {
      console.note(wasThere ? `${home} is a library already; nothing was changed` : `made a library in ${library.home}`);
    });
    return EXIT.nothingFound;
  },
});
