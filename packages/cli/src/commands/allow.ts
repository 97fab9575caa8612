import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredAllowedSource } from '@streetdate/engine';
import type { allowedSourceRecord } from '@streetdate/engine/records';
import { describeAllowed, readAllowedSourceFacts } from '@streetdate/matcher/internal';
import type { allowAdd, allowList, allowRemove } from '../definitions/allow.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { Console } from '../output/console.ts';
import { escapeText } from '../output/escape.ts';
import type { z } from '../output/schema.ts';
import type { Run } from './command.ts';
import { recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** What a field is called on the command line. */
const OPTION_OF: Readonly<Record<string, string>> = { '': 'it', wholeHost: '--whole-host' };

/** `streetdate allow add` */
export const runAllowAdd: Run<typeof allowAdd> = async (
  _operands,
  { host, account, wholeHost, title, from, until, reason, by },
  context,
) => {
  await withLibrary(context, {}, async (library) => {
    const titleId = title === undefined ? undefined : (await library.catalogue.title(title))?.id;
    if (title !== undefined && titleId === undefined) {
      throw new UsageError(`no title of the library is called ${title}; \`streetdate title list\` lists them`);
    }
    if (account === undefined && !wholeHost) {
      throw new UsageError(`name an --account of ${host}, or write --whole-host to allow everything on it`);
    }
    const facts = {
      host,
      ...(account !== undefined && { account }),
      ...(wholeHost && { wholeHost }),
      ...(titleId !== undefined && { titleId }),
      ...(from && { from: from.time, ...(from.timeZone !== undefined && { fromTimeZone: from.timeZone }) }),
      ...(until && { until: until.time, ...(until.timeZone !== undefined && { untilTimeZone: until.timeZone }) }),
      ...(reason !== undefined && { reason }),
    };
    const read = readAs(facts, (field) => OPTION_OF[field ?? ''] ?? `--${field}`);
    const { source, isNew } = await recordingChanges(library, { by }, context, () => library.allow(read));
    await printAllowed(library, source, isNew, context.console);
    if (!isNew) context.console.note('it was allowed before');
  });
  return EXIT.nothingFound;
};

/** `streetdate allow list` */
export const runAllowList: Run<typeof allowList> = async (_operands, _values, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const { sources, unreadable } = await library.allowedSources();
    for (const source of sources) await printAllowed(library, source, true, console);
    for (const { id, source, fault } of unreadable) {
      const message = `the allowed source ${id} (${source}) cannot be read, so that it allows nothing: ${fault}; \`streetdate allow remove ${id}\` removes it`;
      console.fail(id, new StreetdateError('bad-library', message, { path: library.home }));
    }
    if (sources.length + unreadable.length === 0) console.note('copies are allowed nowhere');
  });
  return EXIT.nothingFound;
};

/** `streetdate allow remove` */
export const runAllowRemove: Run<typeof allowRemove> = async (ids, { by, reason }, context) => {
  const { console } = context;
  await withLibrary(context, {}, async (library) => {
    const { sources } = await library.allowedSources();
    for (const id of ids) {
      if (!(await recordingChanges(library, { by, reason }, context, () => library.disallow(id)))) {
        const message = `${id}: no allowed source has this id; \`streetdate allow list\` lists them`;
        console.fail(id, new StreetdateError('file-not-found', message, { path: id }));
        continue;
      }
      const source = sources.find((each) => each.id === id);
      const words = source === undefined ? id : `${await wordsOf(library, source)}  [${id}]`;
      console.result({ type: 'disallowed-source', id }, `no longer allowed: ${escapeText(words)}`);
    }
  });
  return EXIT.nothingFound;
};

/** Prints a place: in words, with its id and reason. */
export async function printAllowed(library: Library, source: StoredAllowedSource, isNew: boolean, console: Console): Promise<void> {
  const words = await wordsOf(library, source);
  const { titleId, reason } = source;
  const title = titleId === undefined ? undefined : (await library.catalogue.title(titleId))?.name;
  const record: z.infer<typeof allowedSourceRecord> = {
    type: 'allowed-source',
    ...source,
    ...(title !== undefined && { title }),
    words,
    ...(!isNew && { alreadyAllowed: true }),
  };
  const head = `${console.style('heading', escapeText(words))}  [${source.id}]`;
  console.result(record, reason === undefined ? head : `${head}\n  ${escapeText(reason)}`);
}

/**
 * Checks what is said of a place.
 * @param named - What a field is called here; without one, the place itself.
 * @throws UsageError in these words.
 */
export function readAs(facts: object, named: (field: string | undefined) => string) {
  try {
    return readAllowedSourceFacts('source', facts);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const message = error.message.replace(/^source(?:\.(\w+))?/, (_, field: string | undefined) => named(field));
    throw new UsageError(message.replaceAll('wholeHost', named('wholeHost')));
  }
}

async function wordsOf(library: Library, source: StoredAllowedSource): Promise<string> {
  return describeAllowed(source, source.titleId === undefined ? undefined : (await library.catalogue.title(source.titleId))?.name);
}
