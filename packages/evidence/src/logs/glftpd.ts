import { instantOf, type LogForm } from './log-event.ts';

/** `Thu Mar  4 08:12:30 2021 NEWDIR: "/site/x/Release" "account" "group" "tagline"` */
const LINE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4}) ([A-Z_]+): ?(.*)$/;
const ACTIONS: Readonly<Record<string, 'make-folder' | 'delete' | 'upload'>> = {
  NEWDIR: 'make-folder',
  DELDIR: 'delete',
  PRE: 'upload',
  COMPLETE: 'upload',
};

/** The log of events of glftpd (glftpd.log): folders that were made, deleted, completed and released. Its times are those of the server's own zone. */
export const glftpd: LogForm = {
  name: 'glftpd',
  hasZone: false,
  read: (text, zone) => {
    const [, month, day, time, year, event, rest = ''] = LINE.exec(text) ?? [];
    const at = month === undefined ? undefined : instantOf(day!, month, year!, time!, zone);
    if (at === undefined) return undefined;
    const action = ACTIONS[event!];
    const [path, ...names] = Array.from(rest.matchAll(/"([^"]*)"/g), ([, name]) => name!);
    if (action === undefined || path === undefined) return null;
    // A release names its group before the account.
    const account = event === 'PRE' ? names[1] : names[0];
    return { at, action, path, ...(account !== undefined && account !== '' && { account }), isDone: true };
  },
};
