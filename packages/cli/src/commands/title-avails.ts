import { StreetdateError } from '@streetdate/core/portable';
import type { TitleWithWindows } from '@streetdate/engine';
import { type AvailedWindow, type LeftOutAvail, matchAvails, readAvails } from '@streetdate/evidence';
import { formatWindow, type ReleaseWindow } from '@streetdate/matcher';
import type { titleAvails } from '../definitions/title.ts';
import { EXIT } from '../exit.ts';
import type { Console } from '../output/console.ts';
import { count } from '../output/count-words.ts';
import { titleText } from '../output/library-text.ts';
import type { Run } from './command.ts';
import { titleRecordOf } from './show-records.ts';
import { withLibrary } from './with-library.ts';

/** How many works are named that are no title of the library. */
const MOST_NAMED = 5;

/** `streetdate title avails` */
export const runTitleAvails: Run<typeof titleAvails> = async ([path = ''], { timeZone, encoding }, context) => {
  const { console, io } = context;
  const availed: AvailedWindow[] = [];
  const bad = new Set<string>();
  const report = ({ kind, line, sheet, reason }: LeftOutAvail) => {
    const message = `${path}: ${sheet === undefined ? '' : `sheet ${sheet}, `}line ${line} is left out: ${reason}`;
    if (kind === 'no-window') return console.note(message);
    bad.add(`${sheet ?? ''} ${line}`);
    console.fail(path, new StreetdateError('bad-evidence', message, { path }));
  };
  await withLibrary(context, {}, async (library) => {
    for await (const each of readAvails(path, { timeZones: new Map(timeZone), encoding })) {
      io.signal.throwIfAborted();
      if (each.kind === 'window') availed.push(each);
      else report(each);
    }
    const { windows, unknown, doubtful } = matchAvails(await library.titles(), availed);
    doubtful.forEach(report);
    noteChanges(await library.titles(), windows, console);
    await library.putWindows(windows);
    for (const id of windows.keys()) {
      const record = await titleRecordOf(library, (await library.catalogue.title(id))!);
      console.result(record, titleText(record, console));
    }
    const local = countriesWithoutZone([...windows.values()].flat());
    if (local.length > 0)
      console.note(
        `several time zones: ${local.join(', ')}. Their windows may open at any time on Earth; --time-zone ${local[0]}:ZONE names one`,
      );
    if (unknown.length > 0) {
      const named = unknown.slice(0, MOST_NAMED).join('; ');
      const more = unknown.length > MOST_NAMED ? ` and ${unknown.length - MOST_NAMED} more` : '';
      console.note(`no title of the library: ${named}${more}`);
    }
    const set = [...windows.values()].reduce((sum, own) => sum + own.length, 0);
    const record = { type: 'avails', path, windows: set, titles: windows.size, unknown, badRows: bad.size };
    const text = `${count(set, 'window')} of ${count(windows.size, 'title')} set; ${count(unknown.length, 'work')} of no title; ${count(bad.size, 'row')} left out.`;
    console.result(record, text);
  });
  return EXIT.nothingFound;
};

/** Countries whose windows open at a local time of no known zone: judged as any on Earth, they decide less than they could. */
function countriesWithoutZone(windows: readonly ReleaseWindow[]): string[] {
  const local = windows.filter(({ territory, opensAt, timeZone }) => {
    return territory !== 'WORLD' && timeZone === undefined && !/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(opensAt);
  });
  return [...new Set(local.map(({ territory }) => territory))].sort();
}

/** A window that was known otherwise may have decided verdicts. */
function noteChanges(titles: readonly TitleWithWindows[], windows: ReadonlyMap<string, readonly ReleaseWindow[]>, console: Console): void {
  for (const { name, id, windows: known } of titles) {
    for (const window of windows.get(id) ?? []) {
      const before = known.find(({ territory, channel }) => territory === window.territory && channel === window.channel);
      if (before === undefined || formatWindow(before) === formatWindow(window)) continue;
      console.note(`${name}: ${formatWindow(before)} becomes ${formatWindow(window)}; \`streetdate judge\` judges stored scans again`);
    }
  }
}
