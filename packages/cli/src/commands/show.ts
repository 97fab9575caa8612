import { StreetdateError } from '@streetdate/core/portable';
import type { Library } from '@streetdate/engine';
import { disputesOf } from '@streetdate/engine/internal';
import type { show } from '../definitions/show.ts';
import { EXIT } from '../exit.ts';
import { disputeText } from '../output/dispute-text.ts';
import { missingIscc } from '../output/iscc-text.ts';
import { referenceText, titleText } from '../output/library-text.ts';
import type { Context, Run } from './command.ts';
import { disputeRecordOf } from './dispute.ts';
import { withScanHint } from './hints.ts';
import { printOutcome } from './print-outcome.ts';
import { referenceRecordOf, titleRecordOf } from './show-records.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate show` */
export const runShow: Run<typeof show> = async (names, _values, context) => {
  const { console } = context;
  console.verbose = true;
  await withLibrary(context, { access: 'read' }, async (library) => {
    for (const name of names) {
      if (await showOne(library, name, context)) continue;
      const message = `${name}: no title, reference or scan goes by that name`;
      console.fail(name, new StreetdateError('file-not-found', message, { path: name }));
    }
  });
  return EXIT.nothingFound;
};

/** Shows everything with a name. @returns Whether anything has it. */
async function showOne(library: Library, name: string, { console, io }: Context): Promise<boolean> {
  const disputes = await library.disputes();
  const title = await library.catalogue.title(name);
  if (title) {
    const record = await titleRecordOf(library, title);
    console.result(record, titleText(record, console));
    for (const { window, fault } of title.unreadable ?? []) {
      const message = `${name}: its window ${window} cannot be read: ${fault}; \`streetdate db check\` names such rows`;
      console.fail(name, new StreetdateError('bad-library', message, { path: name }));
    }
  }
  const reference = await library.catalogue.reference(name);
  if (reference) {
    const record = await referenceRecordOf(library, reference);
    const missing = missingIscc(record);
    console.result(record, [referenceText(record, console), ...(missing === undefined ? [] : [`  ${missing}`])].join('\n'));
  }
  let scans = 0;
  for await (const outcome of library.judgeAgain(name)) {
    if ('error' in outcome) {
      // A name without a scan may be that of a title.
      if (outcome.error.code === 'file-not-found') continue;
      console.fail(outcome.path, withScanHint(outcome.error));
    } else {
      printOutcome(outcome, console);
      const scan = await library.catalogue.scan(outcome.scanId);
      for (const dispute of scan ? disputesOf(scan, disputes) : []) {
        const record = disputeRecordOf(dispute, io.now());
        console.result(record, disputeText(record, console));
      }
    }
    scans++;
  }
  return title !== undefined || reference !== undefined || scans > 0;
}
