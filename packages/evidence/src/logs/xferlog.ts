import { instantOf, type LogForm } from './log-event.ts';

/** `Thu Mar  4 08:12:30 2021 1 192.0.2.7 1234 /path b _ i r account ftp 0 * c` */
const LINE =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4}) \d+ (\S+) (\d+) (.+) [ab] \S+ ([iod]) [arg] (\S+) \S+ [01] \S+ ([ci])$/;
const ACTIONS = { i: 'upload', o: 'download', d: 'delete' } as const;

/** The transfer log of wu-ftpd, which ProFTPD, vsftpd and glftpd write too (xferlog(5)). Its times are those of the server's own zone. */
export const xferlog: LogForm = {
  name: 'xferlog',
  hasZone: false,
  read: (text, zone) => {
    const [, month, day, time, year, address, bytes, path, direction, account, status] = LINE.exec(text) ?? [];
    const at = month === undefined ? undefined : instantOf(day!, month, year!, time!, zone);
    if (at === undefined) return undefined;
    return {
      ...{ at, action: ACTIONS[direction as 'i'], path: path!, bytes: Number(bytes) },
      ...{ account: account!, address: address!, isDone: status === 'c' },
    };
  },
};
