import { type DecoderReport, inspectDecoder, StreetdateError } from '@streetdate/core';
import type { doctor } from '../definitions/setup.ts';
import { EXIT } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import type { DoctorRecord } from '../output/doctor-record.ts';
import { escapeText } from '../output/escape.ts';
import { VERSION } from '../output/version.ts';
import type { Run } from './command.ts';
import { findOptionalPackages } from './optional-packages.ts';
import { tryStillFormats } from './still-samples.ts';

/** The systems that Streetdate is supported on. Inside WSL, Windows is Linux. */
const SYSTEMS: ReadonlySet<NodeJS.Platform> = new Set(['linux', 'darwin']);

/** `streetdate doctor` */
export const runDoctor: Run<typeof doctor> = async (_operands, _values, { console }) => {
  const stills = await tryStillFormats();
  const decoder = await inspectDecoder().catch(worldsFault);
  const problems = [
    ...(stills.unreadable.length > 0 ? [`stills in these formats cannot be read: ${stills.unreadable.join(', ')}`] : []),
    ...(SYSTEMS.has(process.platform) ? [] : [`${process.platform} is not supported: use Linux, macOS, or Windows through WSL`]),
  ];
  const facts = { type: 'doctor' as const, version: VERSION, node: process.version, stills };
  let record: DoctorRecord;
  const optional = findOptionalPackages();
  if (decoder instanceof StreetdateError) {
    record = { ...facts, fit: false, optional, problems: [decoder.message, ...problems] };
  } else {
    const fit = decoder.missingFilters.length === 0 && stills.unreadable.length === 0;
    const missing = { missingDecoders: [...decoder.missingDecoders], missingFilters: [...decoder.missingFilters] };
    const { inForce, missing: open, weakness, ...confinement } = decoder.confinement;
    const confined = { ...confinement, inForce: [...inForce], missing: [...open], ...(weakness !== undefined && { weakness }) };
    record = {
      ...facts,
      fit,
      decoder: { ...decoder, ...missing, confinement: confined },
      optional,
      problems: [...problemsOf(decoder), ...problems],
    };
  }
  console.result(record, textOf(record));
  if (!record.fit) for (const problem of record.problems) console.warn(record.decoder?.ffmpegPath ?? 'ffmpeg', problem);
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

function textOf({ version, node, decoder, stills, optional, problems }: DoctorRecord): string {
  const lines = [
    `streetdate  ${version}`,
    `node        ${node}`,
    `system      ${process.platform}`,
    ...(decoder
      ? [`ffmpeg      ${decoder.version}  ${decoder.ffmpegPath}`, `ffprobe     ${decoder.probeVersion}  ${decoder.ffprobePath}`]
      : ['ffmpeg      not found']),
    ...(decoder ? confinementLines(decoder.confinement) : []),
    `stills      ${stills.readable.join(', ') || 'none'}`,
    ...optionalLines(optional),
    ...(problems.length === 0 ? ['all is well'] : problems.map((problem) => `problem     ${problem}`)),
  ];
  return lines.map(escapeText).join('\n');
}
