import { Structure, sized } from './structure.ts';

/** Ticks of 45 kHz. */
const ticks = (seconds: number) => Math.round(45_000 * seconds);
/** Where the clocks of test clips start, seconds. */
export const CLOCK_START = 600;

/** A play item of a test's playlist. */
export interface TestItem {
  readonly clip: string;
  /** Seconds on the clip's own clock. */
  readonly in: number;
  readonly out: number;
  readonly connection?: number;
  /** Clips of further angles. */
  readonly angles?: readonly string[];
}

const VIDEO = { h264: [0x1b, 0x61], hevc: [0x24, 0x81, 0x12, 0x00] };

/** Builds an `*.mpls`: one H.264 or HEVC stream, AC-3 in the languages given, a PGS stream, chapter marks in seconds from the playlist's start. */
export function makePlaylist(
  items: readonly TestItem[],
  options: { readonly chapters?: readonly number[]; readonly languages?: readonly string[]; readonly video?: 'h264' | 'hevc' } = {},
): Uint8Array {
  const { chapters = [0], languages = ['eng'], video = 'h264' } = options;
  const stream = (pid: number, attributes: readonly number[]) => {
    const entry = new Structure().u8(1).u16(pid).padTo(9).bytes();
    return new Structure()
      .add(sized(entry, 1))
      .add(sized(Uint8Array.from(attributes), 1))
      .bytes();
  };
  const letters = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
  const streams = new Structure().u16(0).u8(1, languages.length, 1, 0, 0, 0, 0, 0).padTo(14);
  streams.add(stream(0x1011, VIDEO[video].length === 2 ? [...VIDEO[video], 0, 0, 0] : VIDEO[video]));
  for (const [at, language] of languages.entries()) streams.add(stream(0x1100 + at, [0x81, 0x31, ...letters(language)]));
  streams.add(stream(0x1200, [0x90, ...letters('fra'), 0]));
  const body = new Structure().u16(0, items.length, 1);
  for (const { clip, in: from, out, connection = 1, angles = [] } of items) {
    const item = new Structure()
      .ascii(clip)
      .ascii('M2TS')
      .u16(connection | (angles.length > 0 ? 0x10 : 0))
      .u8(0)
      .u32(ticks(from), ticks(out))
      .padTo(32);
    if (angles.length > 0) item.u8(angles.length + 1, 0);
    for (const angle of angles) item.ascii(angle).ascii('M2TS').u8(0);
    body.add(sized(item.add(sized(streams.bytes().subarray(0), 2)).bytes(), 2));
  }
  // A sub-path with one item: sound beside the film.
  const subItem = new Structure().ascii('00099').ascii('M2TS').padTo(28).bytes();
  body.add(sized(new Structure().u8(0, 2).u16(0).u8(0, 1).add(sized(subItem, 2)).bytes()));
  const marks = new Structure().u16(chapters.length);
  for (const second of chapters) {
    let start = 0;
    const at = items.findIndex(({ in: from, out }) => {
      if (second < start + out - from) return true;
      start += out - from;
      return false;
    });
    marks
      .u8(0, 1)
      .u16(at)
      .u32(ticks((items[at]?.in ?? 0) + second - start))
      .u16(0xffff)
      .u32(0);
  }
  const application = sized(new Structure().u8(0, 1).u16(0).padTo(14).bytes());
  const playAt = 40 + application.length;
  const play = sized(body.bytes());
  const head = new Structure()
    .ascii('MPLS0200')
    .u32(playAt, playAt + play.length, 0)
    .padTo(40);
  return head.add(application).add(play).add(sized(marks.bytes())).bytes();
}

/** Builds a `*.clpi` with one clock. */
export function makeClipInfo(start: number, end: number): Uint8Array {
  const clip = sized(new Structure().u16(0).u8(1, 1).u32(0, 0, 1000).padTo(176).bytes());
  const sequences = sized(new Structure().u8(0, 1).u32(0).u8(1, 0).u16(0x1001).u32(0, ticks(start), ticks(end)).bytes());
  const attributes = (values: readonly number[]) => sized(Uint8Array.from(values), 1);
  const streams = new Structure()
    .u16(0x1011)
    .add(attributes([0x1b, 0x61, 0x30, 0, 0]))
    .u16(0x1100)
    .add(attributes([0x81, 0x31, 0x65, 0x6e, 0x67]))
    .bytes();
  const programs = sized(new Structure().u8(0, 1).u32(0).u16(0x100).u8(2, 0).add(streams).bytes());
  const cpi = sized(new Structure().u16(1).u8(0, 0).bytes());
  const [first, second] = [40 + clip.length, 40 + clip.length + sequences.length];
  const third = second + programs.length;
  return new Structure()
    .ascii('HDMV0200')
    .u32(first, second, third, third + cpi.length, 0)
    .padTo(40)
    .add(clip)
    .add(sequences)
    .add(programs)
    .add(cpi)
    .add(sized(new Uint8Array(2)))
    .bytes();
}

/** Builds an `index.bdmv` whose first play and titles run movie objects, or Java programs where the number is negative: -1 is 00000. */
export function makeIndex(
  firstPlay: number,
  titles: readonly number[],
  options: { readonly version?: string; readonly provider?: string } = {},
): Uint8Array {
  const { version = '0200', provider = '' } = options;
  const object = (number: number) =>
    number < 0
      ? new Structure()
          .u32(0x80000000)
          .u16(0xc000)
          .ascii(String(-number - 1).padStart(5, '0'))
          .u8(0)
          .bytes()
      : new Structure().u32(0x40000000).u16(0x4000, number).u32(0).bytes();
  const application = sized(new Structure().u16(0).ascii(provider, 32).bytes());
  const table = new Structure().add(object(firstPlay)).add(object(firstPlay)).u16(titles.length);
  for (const title of titles) table.add(object(title));
  return new Structure()
    .ascii(`INDX${version}`)
    .u32(40 + application.length, 0)
    .padTo(40)
    .add(application)
    .add(sized(table.bytes()))
    .bytes();
}

/** Builds a `*.bdjo` of one application that names the playlists which it may play. */
export function makeBdjObject(
  playlists: readonly string[],
  options: { readonly accessToAll?: boolean; readonly autostart?: boolean } = {},
): Uint8Array {
  const { accessToAll = false, autostart = false } = options;
  const terminal = sized(new Structure().ascii('00000').u8(0xc0).padTo(10).bytes());
  const cache = sized(new Structure().u8(1, 0).u8(1).ascii('00000').ascii('eng').padTo(14).bytes());
  const table = new Structure().u16((playlists.length << 5) | (accessToAll ? 0x10 : 0) | (autostart ? 0x08 : 0), 0);
  for (const name of playlists) table.ascii(name).u8(0);
  const applications = sized(new Structure().u8(1, 0, 1, 0x10).u32(0x7fff0001).u16(0x4000).padTo(40).bytes());
  return new Structure()
    .ascii('BDJO0200')
    .padTo(48)
    .add(terminal)
    .add(cache)
    .add(sized(table.bytes()))
    .add(applications)
    .u32(0)
    .u16(0)
    .bytes();
}

/** A command of a movie object: operation, options, set operation and two operands. */
export type TestCommand = readonly [operation: number, options: number, set: number, first: number, second: number];

/** PlayPL with a number. */
export const playPlaylist = (playlist: number): TestCommand => [0x22, 0x80, 0, playlist, 0];
/** PlayPL with what a register holds. */
export const playRegister = (register: number): TestCommand => [0x22, 0x00, 0, register, 0];
/** Move of a number into a register. */
export const setRegister = (register: number, value: number): TestCommand => [0x50, 0x40, 1, register, value];
/** JumpTitle with a number. */
export const jumpTitle = (title: number): TestCommand => [0x21, 0x81, 0, title, 0];

/** Builds a `MovieObject.bdmv`. */
export function makeMovieObjects(objects: readonly (readonly TestCommand[])[]): Uint8Array {
  const table = new Structure().u32(0).u16(objects.length);
  for (const commands of objects) {
    table.u16(0x8000, commands.length);
    for (const [operation, options, set, first, second] of commands) table.u8(operation, options, 0, set).u32(first, second);
  }
  return new Structure().ascii('MOBJ0200').u32(0).padTo(40).add(sized(table.bytes())).bytes();
}

/** Builds an `id.bdmv`. */
export function makeBdId(organisation: number, disc: Uint8Array): Uint8Array {
  return new Structure().ascii('BDID0200').u32(40, 0).padTo(40).u32(organisation).add(disc).bytes();
}

/** Source packets whose transport packets are empty: enough to be looked at, nothing to be decoded. */
export function emptyPackets(units: number): Uint8Array {
  const bytes = new Uint8Array(units * 6144);
  for (let at = 0; at < bytes.length; at += 192) bytes.set([0, 0, 0, 0, 0x47, 0x1f, 0xff, 0x10], at);
  return bytes;
}
