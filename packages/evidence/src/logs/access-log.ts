import { instantOf, type LogForm } from './log-event.ts';

/** `192.0.2.7 - account [04/Mar/2021:08:12:30 +0100] "PUT /path HTTP/1.1" 201 1234 …` */
const LINE =
  /^(\S+) \S+ (\S+) \[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\] "(?:([A-Z]+) (\S+)[^"]*|[^"]*)" (\d{3}) (\d+|-)(?: |$)/;
const ACTIONS: Readonly<Record<string, 'upload' | 'download' | 'delete' | 'make-folder'>> = {
  ...{ GET: 'download', PUT: 'upload', POST: 'upload', DELETE: 'delete', MKCOL: 'make-folder' },
};

/** The access log of a web server: the Common Log Format of NCSA, and the combined one of Apache and nginx. Its lines have a time zone. */
export const accessLog: LogForm = {
  name: 'access',
  hasZone: true,
  read: (text) => {
    const [, address, account, day, month, year, time, hours, minutes, method, target, status, bytes] = LINE.exec(text) ?? [];
    const at = month === undefined ? undefined : instantOf(day!, month, year!, time!, `${hours}:${minutes}`);
    if (at === undefined) return undefined;
    if (method === undefined) return null;
    return {
      ...{ at, action: ACTIONS[method] ?? 'other', path: pathOf(target!), address: address! },
      ...(bytes !== '-' && { bytes: Number(bytes) }),
      ...(account !== '-' && { account: account! }),
      isDone: /^2/.test(status!),
    };
  },
};

/** The path of a request without its query, decoded where it can be. */
function pathOf(target: string): string {
  const [path = ''] = target.replace(/^https?:\/\/[^/]*/, '').split('?');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
