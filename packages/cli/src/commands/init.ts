import { isLibrary, withLibrary } from '@streetdate/engine/internal';
import type { init } from '../definitions/init.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';

/** `streetdate init` */
export const runInit: Run<typeof init> = async (_operands, _values, { home, console }) => {
  const wasThere = await isLibrary(home);
  await withLibrary(home, { create: true }, async (library) => {
    console.note(wasThere ? `${home} is already a library; nothing was changed` : `made a library in ${library.home}`);
  });
  return EXIT.nothingFound;
};
