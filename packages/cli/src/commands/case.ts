import { StreetdateError } from '@streetdate/core/portable';
import { addServer } from '@streetdate/evidence';
import type { caseAddServer } from '../definitions/case.ts';
import { EXIT } from '../exit.ts';
import { count, groupDigits } from '../output/count-words.ts';
import { followServer, gigabytes } from '../output/server-progress.ts';
import type { Run } from './command.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate case add-server` */
export const runCaseAddServer: Run<typeof caseAddServer> = async ([path = ''], values, context) => {
  const { name, country = '', seenAt, custodian, pictures } = values;
  const { console, io } = context;
  await withLibrary(context, {}, async (library) => {
    const started = performance.now();
    const progress = followServer(io, console);
    const options = {
      pictures,
      onProgress: progress.onProgress,
      onNote: (text: string) => console.note(text),
      now: io.now,
      signal: io.signal,
    };
    const added = await addServer(library, path, { name, country, seenAt, custodian }, options).finally(progress.stop);
    const { server, totals, scanned, unscanned } = added;
    const problems = await library.catalogue.serverProblems(server.id);
    const fail = (place: string, reason: string) => {
      const message = reason.includes(place) ? reason : `${place}: ${reason}`;
      console.fail(place, new StreetdateError('file-unreadable', `${server.name}: ${message}`, { path: place }));
    };
    for (const problem of problems) fail(problem.path, problem.reason);
    for (const problem of unscanned) fail(problem.path, problem.reason);
    for (let after: string | undefined = ''; totals.unread > 0 && after !== undefined && server.source === 'folder'; ) {
      const page = await library.catalogue.serverFiles(server.id, 'all', { after, most: 10_000 });
      for (const file of page) if (file.problem !== undefined) fail(file.path, file.problem);
      after = page.at(-1)?.path;
    }
    const seconds = (performance.now() - started) / 1000;
    const { files, bytes, digested, unread } = totals;
    const record = {
      ...{ type: 'server', ...server, files, bytes, digested, unread },
      ...{ unreadPlaces: problems.length, scanned, unscanned: unscanned.length, seconds },
    };
    const read = server.source === 'listing' ? 'were listed' : 'were read';
    const speed = groupDigits(Math.round(files / Math.max(seconds, 0.001)));
    const text = `${server.name} (${server.country}): ${count(files, 'file')}, ${gigabytes(bytes)} GB ${read} in ${seconds.toFixed(1)} s, ${speed} a second; ${count(scanned, 'film')} scanned.`;
    console.result(record, text);
  });
  return EXIT.nothingFound;
};
