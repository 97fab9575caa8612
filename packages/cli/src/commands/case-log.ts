import { Ledger, readCaseLog, recordLog } from '@streetdate/evidence';
import type { caseLog } from '../definitions/case.ts';
import { EXIT, UsageError } from '../exit.ts';
import { clockWords } from '../output/case-text.ts';
import { secondsInWords, shortTime } from '../output/case-writing.ts';
import { count } from '../output/count-words.ts';
import { escapeText } from '../output/escape.ts';
import type { Run } from './command.ts';
import { accountName } from './record-changes.ts';
import { idsOfServers } from './server-ids.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate case log` */
export const runCaseLog: Run<typeof caseLog> = async ([path = ''], values, { console, io, ...context }) => {
  const { server: name, form, zone, rightClock, by = accountName() } = values;
  if (form === 'access' && zone !== undefined)
    throw new UsageError('--zone is for xferlog and glftpd: the lines of an access log have their own');
  if (zone !== undefined && !/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(zone))
    throw new UsageError(`--zone must be an offset such as +01:00, got ${zone}`);
  await withLibrary({ console, io, ...context }, {}, async (library) => {
    const server = (await library.catalogue.servers()).find((each) => each.name === name || each.id === name);
    if (server === undefined) throw new UsageError(`--server must name a server of the case, got ${name}`);
    const options = { rightClocks: await idsOfServers(library, rightClock), zone, signal: io.signal };
    const log = await readCaseLog(library, server.id, path, form!, options);
    const [entry] = await recordLog(new Ledger(library, { now: io.now }), by, path, log);
    const { copies, badLines, bad, clock } = log;
    for (const { line, reason } of badLines) console.note(`line ${line} of ${path} is left out: ${reason}`);
    if (bad > badLines.length) console.note(`${count(bad - badLines.length, 'further line')} of ${path} are left out`);
    const times = zone === undefined && form !== 'access' ? '; its times have no zone, and are taken as UTC' : '';
    const lines = copies.map(({ time, spreadSeconds, action, isDone, account, address, file, titles }) => {
      const doubt = spreadSeconds === undefined ? '' : ` ± ${secondsInWords(spreadSeconds)}`;
      const who = [account && `account ${account}`, address && `address ${address}`].filter((each) => each !== undefined).join(', ');
      const what = `${action}${isDone ? '' : ', not completed'}`;
      return escapeText(`  ${shortTime(time)}${doubt}  ${what}: ${file} (${titles.join(', ')})${who === '' ? '' : `; ${who}`}`);
    });
    const recorded = entry === undefined ? 'the ledger has it already' : `entry ${entry.position} of the ledger`;
    const head = `${escapeText(server.name)}: ${count(log.lines, 'line')}, ${count(copies.length, 'event')} about copies; ${clockWords(clock)}${times}; ${recorded}.`;
    const hint = copies.length === 0 ? [] : ['  An account is a name on a server: it is no person, and several may have used it.'];
    console.result({ type: 'case-log', ...log, ...(entry && { ledgerEntry: entry.position }) }, [head, ...lines, ...hint].join('\n'));
  });
  return EXIT.nothingFound;
};
