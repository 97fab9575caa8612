import type { Enrolled, OnProgress } from '@streetdate/engine';
import type { enroll } from '../definitions/enroll.ts';
import { readName } from '../definitions/readers.ts';
import { UsageError } from '../exit.ts';
import { announceSale } from './announce-sale.ts';
import type { Run } from './command.ts';
import { followProgress } from './follow-progress.ts';
import { printEnrolled } from './print-enrolled.ts';
import { recordingChanges } from './record-changes.ts';
import { searchAgainAfter } from './search-again.ts';
import { windowsOf } from './windows-of.ts';
import { withLibrary } from './with-library.ts';
import { withManifest } from './with-manifest.ts';

/** `streetdate enroll` */
export const runEnroll: Run<typeof enroll> = async (paths, values, context) => {
  const { console, io } = context;
  const {
    id,
    kind,
    published,
    form,
    promo: promos,
    force,
    edition,
    window,
    streetDate,
    territory,
    thumbnails,
    details,
    localFeatures,
    withoutIscc,
    videoCode,
    searchAgain,
    concurrency,
    by,
  } = values;
  const windows = windowsOf(window, streetDate, territory);
  if (withoutIscc && videoCode) throw new UsageError('--video-code and --without-iscc exclude each other');
  if (kind === 'background' && windows.length > 0) throw new UsageError('--kind background has no release window: many films show it');
  if (kind === 'promo' && published.length === 0)
    throw new UsageError('--kind promo needs --published: the instant from which on everybody may show it');
  if (kind === 'promo' && windows.length > 0)
    throw new UsageError('--kind promo has no release window: give those of its film to `streetdate title add`');
  if (kind !== 'promo' && (published.length > 0 || form !== undefined)) throw new UsageError('--published and --form are for --kind promo');
  if (id !== undefined && paths.length > 1) throw new UsageError('--id names one reference: give one file');
  const title = readName(values.title);
  return withLibrary(context, { create: true }, async (library) => {
    const done: Enrolled[] = [];
    const progress = followProgress(io, console);
    const announce = kind === 'background' || kind === 'promo' ? () => {} : await announceSale(library, title, windows, console);
    const onProgress: OnProgress = (reached) => {
      announce();
      progress.onProgress(reached);
    };
    const onNote = (message: string) => console.note(message);
    const options = {
      title,
      windows,
      id,
      kind,
      ...(kind === 'promo' && { promo: { publications: published, ...(form !== undefined && { form }) } }),
      promos,
      force,
      edition,
      territory,
      thumbnails,
      details,
      localFeatures,
      iscc: !withoutIscc,
      videoCode,
      concurrency,
      signal: io.signal,
    };
    try {
      await recordingChanges(library, { by }, context, async () => {
        for await (const enrolled of library.enrollEach(paths, { ...options, as: 'file', onProgress, onNote })) {
          if (enrolled.kind !== 'failed') {
            done.push(enrolled);
            announce();
          }
          await printEnrolled(library, await withManifest(library, enrolled, console), console);
        }
      });
    } finally {
      progress.stop();
    }
    return searchAgainAfter(library, done, searchAgain, context);
  });
};
