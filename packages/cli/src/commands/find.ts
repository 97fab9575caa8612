import { ISCC_KINDS } from '@streetdate/engine/internal';
import type { find } from '../definitions/identity.ts';
import { EXIT, UsageError } from '../exit.ts';
import { escapeText } from '../output/escape.ts';
import type { Run } from './command.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate find` */
export const runFind: Run<typeof find> = async (codes, { distance }, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const names = new Map((await library.titles()).map(({ id, name }) => [id, name]));
    for (const iscc of codes) {
      const found = await library.findByIscc(iscc, { distance }).catch((error: unknown) => {
        throw error instanceof RangeError ? new UsageError(error.message) : error;
      });
      for (const { reference, unit, code, distance: differing, bits } of found) {
        const { id: referenceId, titleId } = reference;
        const title = names.get(titleId) ?? titleId;
        const kind = ISCC_KINDS.find((each) => each.unit === unit)!.title;
        const nearness = differing === 0 ? `equal in ${bits} bits` : `${differing} of ${bits} bits differ`;
        const record = { type: 'find', iscc, referenceId, titleId, title, unit, code, distance: differing, bits };
        console.result(record, escapeText(`${referenceId}  ${title}: ${kind} ${nearness}`));
      }
      if (found.length === 0) console.note(`${iscc}: no reference has it or is near it`);
    }
    const without = (await library.references()).filter(({ iscc }) => iscc?.data === undefined).length;
    if (without > 0) console.note(`${without} of the library's references have no Data-Code; \`streetdate show\` tells why`);
  });
  return EXIT.nothingFound;
};
