import { isLibrary } from '@streetdate/engine';
import type { init } from '../definitions/setup.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate init` */
export const runInit: Run<typeof init> = async (_operands, _values, context) => {
  const { home, console } = context;
  const wasThere = await isLibrary(home);
  await withLibrary(context, { create: true }, async (library) => {
    console.note(wasThere ? `${home} is already a library; nothing was changed` : `made a library in ${library.home}`);
  });
  return EXIT.nothingFound;
};
