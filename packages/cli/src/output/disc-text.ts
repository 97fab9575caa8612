import type { EnrolledDiscRecord } from '@streetdate/engine/records';
import type { DiscRecord } from './disc-record.ts';
import { DISC_KINDS } from './disc-words.ts';
import { escapeText } from './escape.ts';
import { formatTime } from './format-time.ts';

type TitleOf = DiscRecord['titles'][number];

/**
 * A disc for people: its kind, its ids, and a table of titles.
 * @param all - Whether the table also lists titles that would not be enrolled. Otherwise they are only named with the reason.
 */
export function discText(disc: DiscRecord, all: boolean): string {
  const { protection, mainTitle } = disc;
  const facts: [string, string | undefined][] = [
    ['label', disc.label],
    ...Object.entries(disc.names).map(([language, name]): [string, string] => ['name', `${name} (${language})`]),
    ['provider', disc.provider],
    ...disc.programs.map((program): [string, string] => ['program', programWords(program)]),
    ['regions', disc.regions.length === 8 ? 'all' : disc.regions.join(' ') || undefined],
    ...parentalLines(disc).map((line): [string, string] => ['parental', line]),
    ['protection', protection.schemes.join(', ') || 'none found'],
    ['scrambled', protection.scrambledAt],
  ];
  const signs = mainTitle.signs.map(({ sign, value, points, weight }) => `${sign} ${value} (${points.toFixed(1)} of ${weight})`);
  const chosen = mainTitle.chosenBy === 'user' ? ', as asked for' : '';
  const lines = [
    `${disc.path}  ${DISC_KINDS[disc.kind]}, ${disc.source}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(11)}${value}`])),
    ...disc.ids.map(({ name, value, source }) => `  id         ${name} ${value}  (${source})`),
    `  film       title ${mainTitle.title}${chosen}: ${signs.join(', ')}`,
    ...table(disc.titles.filter(({ role }) => all || role !== 'left-out')).map((line) => `  ${line}`),
    ...leftOutLines(disc.titles).map((line) => `  ${line}`),
    ...disc.faults.map((fault) => `  not read: ${fault}`),
  ];
  return lines.map(escapeText).join('\n');
}

/** A Java program, what starts it and what it may play: `BD-J 00000, run by first play, title 1, what it plays is not known`. */
function programWords({ id, runBy, playlists, autostart }: DiscRecord['programs'][number]): string {
  const plays = playlists === undefined ? 'what it plays is not known' : `may play ${listed(playlists)}`;
  return [`BD-J ${id}, run by ${listed(runBy)}`, ...(autostart ? [`starts with ${autostart}`] : []), plays].join('; ');
}

/** For each country the titles that some parental levels do not show, with the levels that do. */
function parentalLines({ parental, titles }: DiscRecord): string[] {
  return parental.flatMap(({ country, levels }) => {
    const limited = titles.flatMap(({ id, parentalMask }) => {
      if (parentalMask === undefined) return [];
      const shown = levels.flatMap((mask, at) => ((mask & parentalMask) !== 0 ? [at + 1] : []));
      return shown.length === levels.length ? [] : [`title ${id} at ${shown.length === 0 ? 'no level' : `levels ${shown.join(' ')}`}`];
    });
    return limited.length === 0 ? [] : [`${country.toUpperCase()}: ${limited.join(', ')}`];
  });
}

function table(titles: readonly TitleOf[]): string[] {
  const rows = titles.map((title) => [
    title.id,
    title.role === 'left-out' ? '–' : title.role,
    formatTime(title.duration),
    String(title.chapters.length),
    String(title.timeline.length),
    String(title.otherAngles.length + 1),
    title.video.map(videoWords).join('; ') || '–',
    listed(
      title.audio.map(({ codec, channels, language, purpose }) =>
        [language, codec, channels && `${channels} ch`, purpose].filter(Boolean).join(' '),
      ),
    ),
    listed(title.subtitles.map(({ codec, language, purpose }) => [language ?? codec, purpose].filter(Boolean).join(' '))),
  ]);
  const head = ['title', 'role', 'length', 'chapters', 'parts', 'angles', 'picture', 'sound', 'subtitles'];
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

function videoWords({ codec, height, scan, standard, frameRate, aspect, dynamicRange }: TitleOf['video'][number]): string {
  const size = height === undefined ? undefined : `${height}${scan === undefined ? '' : scan[0]}`;
  const rate = frameRate === undefined ? undefined : String(Math.round(frameRate * 1000) / 1000);
  return [codec, size, rate, standard, aspect, dynamicRange].filter((word) => word !== undefined).join(' ');
}

/** The first items of a list, and the number of the others. */
function listed(words: readonly string[]): string {
  const some = words.slice(0, 4).join(', ');
  return words.length > 4 ? `${some} +${words.length - 4}` : some || '–';
}

/** One line for each reason, with its titles. */
function leftOutLines(titles: readonly TitleOf[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { id, reason } of titles) {
    if (reason === undefined) continue;
    const ids = reasons.get(reason);
    if (ids) ids.push(id);
    else reasons.set(reason, [id]);
  }
  return [...reasons].map(([reason, ids]) => `left out   ${listed(ids)}: ${reason}`);
}

/** An enrolled disc for people, printed after its references. */
export function enrolledDiscText(disc: EnrolledDiscRecord): string {
  const what = [disc.edition, disc.variant, disc.territory, disc.distributor].filter((word) => word !== undefined).join(', ');
  const clips = `${disc.clipsDecoded} clips decoded${disc.clipsKnown > 0 ? `, ${disc.clipsKnown} known before` : ''}`;
  const lines = [
    `${disc.id}  ${disc.title} (${[DISC_KINDS[disc.kind], what].filter(Boolean).join(', ')}): ${disc.features.length} enrolled, ${disc.leftOut.length} left out, ${clips}`,
    `  made from ${disc.path}`,
  ];
  return lines.map(escapeText).join('\n');
}
