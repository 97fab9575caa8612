import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { FOOTAGE, runFfmpeg } from './footage.ts';
import { buildRar } from './release/rar-builder.ts';

/** A tree of mixed files, with what was planted in it. */
export interface MixedTree {
  /** Its top folder. */
  readonly root: string;
  /** Paths on the disk of all files. */
  readonly files: readonly string[];
  /** What each path on the disk holds. */
  readonly planted: ReadonlyMap<string, Planted>;
  /** Programs that are not installed, so that their archives are missing. */
  readonly missing: readonly string[];
}

/** What a file on the disk holds. */
export interface Planted {
  /** Kinds of containers from the outside in, empty for a plain file. */
  readonly layers: readonly string[];
  /** Its contents: `leak`, `still`, `sound`, `other`, `text`, … */
  readonly contents: readonly string[];
  /** Whether the leaks in it can be read. */
  readonly isReadable: boolean;
}

/** Numbers from 0 to 1 that a seed decides. */
export function seeded(seed: number): () => number {
  let count = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}:${count++}`).digest();
    return digest.readUInt32LE(0) / 2 ** 32;
  };
}

const SOURCE = FOOTAGE.sintel;

/** Clips of *Sintel* and of other footage in several containers, under names that tell nothing. MP4 files have their index at the end. */
async function makePayloads(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  await mkdir(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const small = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '30', '-vf', 'scale=240:-2'];
  const leak: string[] = [];
  for (const [number, extension] of ['mp4', 'mkv', 'ts', 'avi', 'mp4', 'flv'].entries()) {
    const path = at(`leak-${number}.${extension}`);
    await runFfmpeg([
      '-ss',
      String(number * 0.3),
      '-i',
      SOURCE,
      '-t',
      '8',
      ...small,
      '-c:a',
      extension === 'flv' ? 'aac' : 'mp2',
      '-ar',
      '44100',
      path,
    ]);
    leak.push(path);
  }
  const other = at('other.mp4');
  await runFfmpeg(['-i', FOOTAGE.ocean, '-t', '4', ...small, '-an', other]);
  const still = at('still.png');
  await runFfmpeg(['-i', SOURCE, '-ss', '5', '-frames:v', '1', still]);
  const sound = at('sound.mp3');
  await runFfmpeg(['-i', SOURCE, '-vn', '-c:a', 'libmp3lame', sound]);
  return { leak, other: [other], still: [still], sound: [sound] };
}

type Content = { readonly kind: string; readonly bytes: Buffer };
type Pack = (content: readonly { readonly name: string; readonly bytes: Buffer }[]) => Promise<Buffer>;

const zipped =
  (compress: boolean): Pack =>
  async (files) => {
    const zip = new ZipFile();
    for (const { name, bytes } of files) zip.addBuffer(bytes, name, { compress });
    zip.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  };

/** Packs with a program of the system. `{out}` is the archive, and the files are in the working folder. */
function packedBy(folder: string, program: string, args: readonly string[]): Pack {
  return async (files) => {
    const place = join(folder, 'pack');
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    for (const { name, bytes } of files) await writeFile(join(place, name), bytes);
    // 7z adds an extension where there is none.
    const out = join(folder, 'packed.bin');
    await rm(out, { force: true });
    const names = files.map(({ name }) => name);
    const given = args.flatMap((arg) => (arg === '{names}' ? names : [arg.replace('{out}', out)]));
    const { status, stderr } = spawnSync(program, given, { cwd: place });
    if (status !== 0) throw new Error(`${program} ${given.join(' ')}: ${stderr}`);
    return readFile(out);
  };
}

/** The containers that this system can make, by name. */
function containers(folder: string): { readonly packs: ReadonlyMap<string, Pack>; readonly missing: readonly string[] } {
  const packs = new Map<string, Pack>([
    ['stored zip', zipped(false)],
    ['deflated zip', zipped(true)],
    ['rar 4', async (files) => Buffer.from(buildRar(4, [...files])[0]!)],
    ['rar 5', async (files) => Buffer.from(buildRar(5, [...files])[0]!)],
    ['gzip', async ([file]) => gzipSync(file!.bytes)],
  ]);
  const byProgram: readonly (readonly [name: string, program: string, args: readonly string[]])[] = [
    ['tar', 'tar', ['cf', '{out}', '{names}']],
    ['tar.gz', 'tar', ['czf', '{out}', '{names}']],
    ['tar.bz2', 'bzip2', ['tar', 'cjf', '{out}', '{names}']],
    ['tar.xz', 'xz', ['tar', 'cJf', '{out}', '{names}']],
    ['tar.zst', 'zstd', ['tar', '--zstd', '-cf', '{out}', '{names}']],
    ['7z', '7z', ['a', '-bd', '-t7z', '{out}', '{names}']],
    ['zip by LZMA', '7z', ['a', '-bd', '-tzip', '-mm=LZMA', '{out}', '{names}']],
    ['encrypted zip', '7z', ['a', '-bd', '-tzip', '-psecret', '{out}', '{names}']],
    ['encrypted 7z', '7z', ['a', '-bd', '-t7z', '-psecret', '-mhe=on', '{out}', '{names}']],
    ['image', 'genisoimage', ['-quiet', '-J', '-R', '-o', '{out}', '{names}']],
  ];
  const missing = new Set<string>();
  for (const [name, program, args] of byProgram) {
    if (spawnSync(program, ['--help']).error) missing.add(program);
    else packs.set(name, args[0] === 'tar' ? packedBy(folder, 'tar', args.slice(1)) : packedBy(folder, program, args));
  }
  return { packs, missing: [...missing] };
}

const ENDINGS =
  'mp4 mkv txt srt exe 7z zip rar r05 001 jpg nfo doc pdf html mp3 iso tar gz bin dat log json tmp part sub idx ts webm JPG Avi'.split(' ');

/** Makes a tree of that many files: media under wrong names, archives in archives, texts, damaged and encrypted files. */
export async function makeMixedTree(folder: string, count: number, seed: number): Promise<MixedTree> {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const payloads = await makePayloads(join(folder, 'payloads'));
  const bytesOf = new Map<string, Buffer>();
  for (const path of Object.values(payloads).flat()) bytesOf.set(path, await readFile(path));
  const { packs, missing } = containers(folder);
  const media = (kind: string): Content => ({ kind, bytes: bytesOf.get(pick(payloads[kind]!))! });
  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  const leaf = (): Content => {
    const chance = random();
    if (chance < 0.1) return media('leak');
    if (chance < 0.13) return media('still');
    if (chance < 0.15) return media('sound');
    if (chance < 0.18) return media('other');
    if (chance < 0.21) return { kind: 'cut', bytes: media('leak').bytes.subarray(0, 3000) };
    if (chance < 0.3) return { kind: 'noise', bytes: noise(200 + Math.floor(random() * 3000)) };
    if (chance < 0.33) return { kind: 'empty', bytes: Buffer.alloc(0) };
    if (chance < 0.4) return { kind: 'pdf', bytes: Buffer.from(`%PDF-1.7\n%\xe2\xe3\xcf\xd3\n${random()}`, 'latin1') };
    return { kind: 'text', bytes: Buffer.from(`Line ${random()}\nof a text with ümlauts\n`.repeat(1 + Math.floor(random() * 50))) };
  };
  const name = (): string => `${Math.floor(random() * 36 ** 5).toString(36)}-${pick(['a', 'b b', 'ç', '#', '%41'])}.${pick(ENDINGS)}`;

  const root = join(folder, 'tree');
  const files: string[] = [];
  const planted = new Map<string, Planted>();
  const folders = [
    root,
    ...Array.from({ length: Math.ceil(count / 40) }, (_, at) => join(root, `folder ${at}`, at % 3 === 0 ? 'deep' : '')),
  ];
  for (const each of folders) await mkdir(each, { recursive: true });
  while (files.length < count) {
    let contents: Content[] = [leaf()];
    const layers: string[] = [];
    let bytes = contents[0]!.bytes;
    let isReadable = true;
    if (random() < 0.25) {
      const depth = 1 + Math.floor(random() ** 3 * 5.5);
      contents = Array.from({ length: 1 + Math.floor(random() * 4) }, leaf);
      if (random() < 0.4) contents.push(media('leak'));
      let inside = contents.map(({ bytes: own }, at) => ({ name: `${at}-${name()}`, bytes: own }));
      for (let level = 0; level < depth; level++) {
        const kind = pick([...packs.keys()]);
        if (kind === 'gzip') {
          inside = inside.slice(0, 1);
          if (level === 0) contents = contents.slice(0, 1);
        }
        bytes = await packs.get(kind)!(inside);
        layers.unshift(kind);
        inside = [{ name: name(), bytes }];
        if (kind.startsWith('encrypted')) isReadable = false;
      }
      if (depth > 4) isReadable = false;
      if (random() < 0.05) {
        bytes = bytes.subarray(0, Math.floor(bytes.length * (0.2 + 0.7 * random())));
        isReadable = false;
      }
    }
    const path = join(pick(folders), name());
    if (planted.has(path)) continue;
    await writeFile(path, bytes);
    files.push(path);
    planted.set(path, { layers, contents: contents.map(({ kind }) => kind), isReadable });
  }
  return { root, files, planted, missing };
}
