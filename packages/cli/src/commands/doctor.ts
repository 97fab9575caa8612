import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type DecoderReport, inspectDecoder, StreetdateError } from '@streetdate/core';
import { isLibrary, openLibrary } from '@streetdate/engine';
import { findSqlite, lackLocalFeatures } from '@streetdate/engine/internal';
import type { ServiceFinding } from '@streetdate/service/internal';
import type { doctor } from '../definitions/setup.ts';
import { EXIT, UsageError } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import { count } from '../output/count-words.ts';
import type { DoctorRecord } from '../output/doctor-record.ts';
import { escapeText } from '../output/escape.ts';
import { VERSION } from '../output/version.ts';
import type { Context, Run } from './command.ts';
import { findNearestLibrary } from './nearest-library.ts';
import { findOptionalPackages } from './optional-packages.ts';
import { profileOf } from './server-profile.ts';
import { tryStillFormats } from './still-samples.ts';

/** The systems that Streetdate is supported on. Inside WSL, Windows is Linux. */
const SYSTEMS: ReadonlySet<NodeJS.Platform> = new Set(['linux', 'darwin']);

/** `streetdate doctor` */
export const runDoctor: Run<typeof doctor> = async (_operands, values, context) => {
  const { console, config, home } = context;
  const stills = await tryStillFormats();
  const decoder = await inspectDecoder().catch(worldsFault);
  const sqlite = findSqlite();
  const { library, fault } = await inspectLibrary(context, typeof sqlite === 'string');
  const service = await lookAtService(values, home);
  const problems = [
    ...service.filter(({ isWell }) => !isWell).map(({ part, text }) => `${part}: ${text}`),
    ...(typeof sqlite === 'string' ? [] : [sqlite.message]),
    ...(fault === undefined ? [] : [fault]),
    ...config.faults.map(({ message }) => message),
    ...(stills.unreadable.length > 0 ? [`stills in these formats cannot be read: ${stills.unreadable.join(', ')}`] : []),
    ...(SYSTEMS.has(process.platform) ? [] : [`${process.platform} is not supported: use Linux, macOS, or Windows through WSL`]),
  ];
  const facts = {
    ...{ type: 'doctor' as const, version: VERSION, node: process.version, stills },
    ...(typeof sqlite === 'string' && { sqlite }),
    ...(service.length > 0 && { service }),
    ...{ library, settings: config.files.map(({ from, path, exists }) => ({ from, path, exists })) },
  };
  let record: DoctorRecord;
  const optional = findOptionalPackages();
  if (decoder instanceof StreetdateError) {
    record = { ...facts, fit: false, optional, problems: [decoder.message, ...problems] };
  } else {
    const fit = decoder.missingFilters.length === 0 && stills.unreadable.length === 0 && typeof sqlite === 'string';
    const missing = { missingDecoders: [...decoder.missingDecoders], missingFilters: [...decoder.missingFilters] };
    const { inForce, missing: open, weakness, ...confinement } = decoder.confinement;
    const confined = { ...confinement, inForce: [...inForce], missing: [...open], ...(weakness !== undefined && { weakness }) };
    record = {
      ...facts,
      fit,
      decoder: { ...decoder, ...missing, confinement: confined },
      optional,
      problems: [...problemsOf(decoder), ...unconfined(decoder.confinement), ...problems],
    };
  }
  console.result(record, textOf(record));
  if (!record.fit) for (const problem of record.problems) console.warn('', problem);
  return EXIT.nothingFound;
};

function problemsOf({ old, version, missingDecoders, missingFilters, installLine }: DecoderReport): string[] {
  const problems: string[] = [];
  const install = `install a current one with: ${installLine}`;
  if (missingFilters.length > 0) problems.push(`ffmpeg lacks filters that decoding needs: ${missingFilters.join(', ')}; ${install}`);
  if (old) problems.push(`ffmpeg ${version} is old and has known security holes: do not use it on untrusted files; ${install}`);
  if (missingDecoders.length > 0) problems.push(`ffmpeg cannot decode: ${missingDecoders.join(', ')}; ${install}`);
  return problems;
}

/** Files that others send in may take a decoder over. What it then could do is a problem, whatever else is well. */
function unconfined({ name, missing, strongest, weakness }: DecoderReport['confinement']): string[] {
  if (name === 'bubblewrap') return [];
  const advice = strongest === 'bubblewrap' ? 'set STREETDATE_CONFINEMENT=best' : (weakness ?? 'this system has no sandbox');
  return [`a file that takes its decoder over is not shut in: ${missing.join(', ')}; ${advice}`];
}

const NAMES = { bubblewrap: 'a sandbox by bubblewrap', limits: 'limits', none: 'nothing' } as const;

/** How decoders are confined: what is in force, what is missing, and what to do about it. */
function confinementLines({
  name,
  wish,
  inForce,
  missing,
  strongest,
  weakness,
}: NonNullable<DoctorRecord['decoder']>['confinement']): string[] {
  const advice =
    strongest === 'bubblewrap'
      ? 'STREETDATE_CONFINEMENT=best puts each decoder into a sandbox, which costs 5 % on clips of ten seconds'
      : `${weakness ?? 'this system has no sandbox'}${process.platform === 'linux' ? '; the package bubblewrap brings it' : ''}`;
  return [
    `confined    by ${NAMES[name]} (${wish})`,
    ...inForce.map((phrase) => `  in force  ${phrase}`),
    ...missing.map((phrase) => `  missing   ${phrase}`),
    ...(missing.length > 0 ? [`  advice    ${advice}`] : []),
  ];
}

/** What is not there is said with the line that installs it. Nothing is wrong without it. */
function optionalLines(optional: DoctorRecord['optional']): string[] {
  return optional.map(({ name, purpose, version, install }, at) => {
    const state = version === undefined ? `not installed; if you need it: ${install}` : version;
    return `${at === 0 ? 'optional' : '        '}    ${name}, for ${purpose}: ${state}`;
  });
}

/** What a service needs, where options or variables name its servers or its address. */
async function lookAtService(values: Parameters<Run<typeof doctor>>[1], home: string): Promise<ServiceFinding[]> {
  const server = profileOf(values);
  if (server === undefined && values.publicUrl === undefined) return [];
  const { inspectService } = await import('@streetdate/service/internal');
  return inspectService({ home: resolve(home), server, publicUrl: values.publicUrl }).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  });
}

/** The library that commands use, and why it cannot be opened. */
async function inspectLibrary(
  context: Context,
  hasSqlite: boolean,
): Promise<{ readonly library: DoctorRecord['library']; readonly fault?: string }> {
  const { home, io, config } = context;
  const facts = { folder: resolve(home), from: config.settings.home.from };
  if (!(await isLibrary(home))) {
    const nearest = (await findNearestLibrary(context))?.folder;
    return { library: { ...facts, exists: false, ...(nearest !== undefined && { nearest }) } };
  }
  const mayWrite = await access(home, constants.W_OK).then(
    () => true,
    () => false,
  );
  const found = { ...facts, exists: true, access: mayWrite ? ('write' as const) : ('read' as const) };
  if (!hasSqlite) return { library: found };
  try {
    await using library = await openLibrary(home, { access: 'read', now: io.now });
    const [titles, references] = [await library.titles(), await library.references()];
    const lacking = await lackLocalFeatures(home, references);
    return { library: { ...found, titles: titles.length, references: references.length, lackLocalFeatures: lacking.length } };
  } catch (error) {
    return { library: found, fault: worldsFault(error).message };
  }
}

function libraryLines({
  folder,
  exists,
  access: how,
  titles = 0,
  references = 0,
  lackLocalFeatures: lacking = 0,
  nearest,
}: DoctorRecord['library']): string[] {
  if (!exists) return [`library     none in ${folder}${nearest === undefined ? '' : `; the nearest is ${nearest}`}`];
  const held = `library     ${folder}  ${count(titles, 'title')}, ${count(references, 'reference')}${how === 'read' ? ', to be read only' : ''}`;
  if (lacking === 0) return [held];
  const has = lacking === 1 ? 'has' : 'have';
  const advice = `${count(lacking, 'reference')} ${has} no local features: \`streetdate enroll FILE --title NAME --local-features\` adds them`;
  return [held, `            ${advice}`];
}

function settingsLine(files: DoctorRecord['settings']): string {
  const there = files.filter(({ exists }) => exists).map(({ path }) => path);
  return `settings    ${there.length === 0 ? 'no file' : there.join(', ')}  (\`streetdate config show\` prints them)`;
}

/** What `serve` asks for by itself. */
function serviceLine({ strongest, weakness }: NonNullable<DoctorRecord['decoder']>['confinement']): string {
  if (strongest === 'bubblewrap') return 'serve       decodes uploads in a sandbox by bubblewrap, films and stills';
  return `serve       starts only with --unconfined-uploads: ${weakness ?? 'this system has no sandbox'}`;
}

function textOf({ version, node, sqlite, decoder, library, settings, stills, optional, service = [], problems }: DoctorRecord): string {
  const lines = [
    `streetdate  ${version}`,
    `node        ${node}`,
    `system      ${process.platform}`,
    `sqlite      ${sqlite ?? 'not found'}`,
    ...(decoder
      ? [`ffmpeg      ${decoder.version}  ${decoder.ffmpegPath}`, `ffprobe     ${decoder.probeVersion}  ${decoder.ffprobePath}`]
      : ['ffmpeg      not found']),
    ...(decoder ? confinementLines(decoder.confinement) : []),
    ...libraryLines(library),
    settingsLine(settings),
    `stills      ${stills.readable.join(', ') || 'none'}${decoder === undefined ? '' : `  decoded ${decoder.confinement.name === 'bubblewrap' ? 'in the same sandbox' : 'in this process'}`}`,
    ...(decoder ? [serviceLine(decoder.confinement)] : []),
    ...service.map(({ part, text, isWell }) => `${part.padEnd(12)}${isWell ? '' : 'NOT WELL: '}${text}`),
    ...optionalLines(optional),
    ...(problems.length === 0 ? ['all is well'] : problems.map((problem) => `problem     ${problem}`)),
  ];
  return lines.map(escapeText).join('\n');
}
