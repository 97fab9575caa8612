import { isLibrary, type Library } from '@streetdate/engine';
import type { init } from '../definitions/setup.ts';
import { EXIT } from '../exit.ts';
import { titleText } from '../output/library-text.ts';
import { canAsk } from './ask.ts';
import type { Context, Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { askForLibrary, type PlannedTitle } from './plan-library.ts';
import { printEnrolled } from './print-enrolled.ts';
import { titleRecordOf } from './show-records.ts';
import { withLibrary } from './with-library.ts';
import { withManifest } from './with-manifest.ts';

/** `streetdate init` */
export const runInit: Run<typeof init> = async (_operands, { yes }, context) => {
  const { console, io } = context;
  const isGuided = !yes && !console.quiet && canAsk(io, process.env);
  const { home, titles } = isGuided ? await askForLibrary(context) : { home: context.home, titles: [] };
  const wasThere = await isLibrary(home);
  await withLibrary({ ...context, home }, { create: true }, async (library) => {
    const done = titles.length > 0 ? 'titles are added to it' : 'nothing was changed';
    console.note(wasThere ? `${home} is already a library; ${done}` : `made a library in ${library.home}`);
    for (const title of titles) await addTitle(library, title, context);
  });
  if (isGuided) console.note('`streetdate scan FOLDER` looks for its titles; `streetdate enroll` adds more of them');
  return EXIT.nothingFound;
};

/** Adds a title with its windows, and what is enrolled of it. */
async function addTitle(library: Library, { name, windows, territory, media }: PlannedTitle, { console, io }: Context): Promise<void> {
  const record = await titleRecordOf(library, await library.putTitle({ name }, windows));
  console.result(record, titleText(record));
  if (media === undefined) return;
  const progress = followProgress(io, console);
  const { onProgress } = progress;
  const onNote = (message: string) => console.note(message);
  try {
    for await (const enrolled of library.enrollEach(media, { title: name, territory, onProgress, onNote, signal: io.signal })) {
      await printEnrolled(library, await withManifest(library, enrolled, console), console);
    }
  } finally {
    progress.stop();
  }
}
