import { access, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseWindow, type ReleaseWindow } from '@streetdate/matcher';
import { readName, readPath, readStreetDate, readTerritory, readWindow } from '../definitions/readers.ts';
import { Interrupt } from '../io.ts';
import { type Asker, withAsker } from './ask.ts';
import type { Context } from './command.ts';

/** A title that is to be added. */
export interface PlannedTitle {
  readonly name: string;
  readonly windows: readonly ReleaseWindow[];
  readonly territory: string | undefined;
  /** A film, still, fingerprint or disc to enroll. */
  readonly media: string | undefined;
}

/** What is to be made. */
export interface PlannedLibrary {
  readonly home: string;
  readonly titles: readonly PlannedTitle[];
}

/** Asks for a library's folder and its first titles. Nothing is made. @throws The reason to stop, after saying that nothing was made. */
export async function askForLibrary(context: Context): Promise<PlannedLibrary> {
  const { home: byDefault, io, config } = context;
  io.stdout.write('A few questions about your library. An empty answer skips one; Ctrl-C stops, and nothing is made.\n\n');
  try {
    return await withAsker(io, async (asker) => {
      const home = await asker.ask({ text: 'Folder of the library', byDefault, read: readHome });
      const titles: PlannedTitle[] = [];
      for (;;) {
        const name = await asker.ask({
          text: titles.length === 0 ? 'Name of a title (empty: none)' : 'Name of another title (empty: no more)',
          read: readName,
        });
        if (name === undefined) return { home: home!, titles };
        titles.push(await askForTitle(asker, name, config.settings.territory.value));
      }
    });
  } catch (error) {
    if (error instanceof Interrupt) io.stderr.write('\nstreetdate: stopped; nothing was made\n');
    throw error;
  }
}

async function askForTitle(asker: Asker, name: string, usual: string | undefined): Promise<PlannedTitle> {
  const territory = await asker.ask({
    text: `  Territory, ISO 3166-1 such as US${usual === undefined ? ' (empty: everywhere)' : ''}`,
    ...(usual !== undefined && { byDefault: usual }),
    read: readTerritory,
  });
  const streetDate = await asker.ask({ text: '  Street date, such as 2027-03-09 (empty: not known)', read: readStreetDate });
  const window = streetDate === undefined ? undefined : await askForZone(asker, `${territory ?? 'WORLD'}:disc:${streetDate}`);
  const media = await asker.ask({ text: '  Film or disc to enroll now (empty: none)', read: readMedia });
  return { name, windows: window === undefined ? [] : [window], territory, media };
}

/** A local date opens at another instant in each time zone. */
async function askForZone(asker: Asker, text: string): Promise<ReleaseWindow> {
  const window = parseWindow(text);
  if (window.timeZone !== undefined || /T.*(?:Z|[+-]\d\d:?\d\d)$/i.test(window.opensAt)) return window;
  const zoned = await asker.ask({
    text: '  Its time zone, such as America/New_York (empty: any on Earth)',
    read: (zone) => readWindow(`${text}@${zone}`),
  });
  return zoned ?? window;
}

async function readHome(text: string): Promise<string> {
  const home = readPath(text);
  const facts = await stat(home).catch(() => undefined);
  if (facts !== undefined && !facts.isDirectory()) throw new RangeError(`${resolve(home)} is a file`);
  return home;
}

async function readMedia(text: string): Promise<string> {
  await access(text).catch((cause: NodeJS.ErrnoException) => {
    throw new RangeError(`${resolve(text)}: ${cause.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${cause.code})`}`);
  });
  return text;
}
