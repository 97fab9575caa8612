import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { shownPath } from '@streetdate/release';
import { EWF_READERS, IMAGE_READERS, makeE01, makeExt4 } from '../../tools/disc/disk-images.ts';
import { hasProgram, runProgram } from '../../tools/disc/write-disc.ts';
import { runFfmpeg } from '../../tools/footage.ts';
import { madeOnce } from '../../tools/made-once.ts';
import { seeded } from '../../tools/mixed-tree.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { zipOf } from '../../tools/release/zip-of.ts';
import { make7z, SEVEN_ZIP } from '../../tools/seven-zip.ts';

/** A clip that was planted in a tree. */
export interface PlantedClip {
  /** Its path as it is shown: the file on the disk, and what it lies in, with two slashes between. */
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  /** Whether something around it was damaged or locked. */
  readonly isDamaged: boolean;
}

/** Packs the files of a folder, with the folders below it. @returns The files that it made, in the target folder. */
interface Packer {
  readonly name: string;
  /** Programs that it needs, and those that read what it makes. */
  readonly needs: readonly string[];
  /** Whether its paths are folders too. */
  readonly hasFolders: boolean;
  pack(folder: string, target: string, stem: string): Promise<readonly string[]>;
}

/** Paths of the files below a folder. */
async function below(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const path of await readdir(folder, { recursive: true })) if ((await stat(join(folder, path))).isFile()) files.push(path);
  return files.sort();
}

async function bytesBelow(folder: string): Promise<{ name: string; bytes: Buffer }[]> {
  return Promise.all((await below(folder)).map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

async function written(target: string, files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(target, name), bytes);
  return Object.keys(files);
}

/** Small images: many empty blocks, packed well, look like a bomb. */
async function megabytesFor(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await below(folder)) bytes += (await stat(join(folder, name))).size;
  return Math.ceil((1.2 * bytes) / 2 ** 20) + 3;
}

/** The Sleuth Kit 4.12 cannot read some files of many extents, such as sparse images of disks in an image. */
const WITHOUT_EXTENTS = ['-O', '^extents,^64bit'];

const ewf = [...IMAGE_READERS, ...EWF_READERS, 'mkfs.ext4', 'ewfacquire'];

const PACKERS: readonly Packer[] = [
  {
    ...{ name: 'zip', needs: [], hasFolders: true },
    pack: async (folder, target, stem) => {
      const files = Object.fromEntries((await bytesBelow(folder)).map(({ name, bytes }) => [name, bytes]));
      return written(target, { [`${stem}.zip`]: await zipOf(files, stem.length % 2 === 0) });
    },
  },
  ...[4, 5].map(
    (version): Packer => ({
      ...{ name: `rar ${version}`, needs: [], hasFolders: true },
      pack: async (folder, target, stem) => {
        const files = await bytesBelow(folder);
        const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
        const volumes = buildRar(version as 4 | 5, files, stem.length % 3 === 0 ? Math.ceil(total / 5) : undefined);
        const nameOf = (at: number) => (at === 0 ? `${stem}.rar` : `${stem}.r${String(at - 1).padStart(2, '0')}`);
        return written(target, Object.fromEntries(volumes.map((bytes, at) => [nameOf(at), bytes])));
      },
    }),
  ),
  {
    ...{ name: 'tar', needs: ['tar'], hasFolders: true },
    pack: async (folder, target, stem) => {
      runProgram('tar', ['cf', join(target, `${stem}.tar`), '-C', folder, ...(await below(folder))]);
      return [`${stem}.tar`];
    },
  },
  {
    ...{ name: 'tar.gz', needs: ['tar'], hasFolders: true },
    pack: async (folder, target, stem) => {
      runProgram('tar', ['cf', join(target, `${stem}.t`), '-C', folder, ...(await below(folder))]);
      const bytes = gzipSync(await readFile(join(target, `${stem}.t`)));
      await rm(join(target, `${stem}.t`));
      return written(target, { [`${stem}.tgz`]: bytes });
    },
  },
  {
    ...{ name: '7z', needs: [SEVEN_ZIP ?? '7z'], hasFolders: true },
    pack: async (folder, target, stem) => {
      make7z(join(target, `${stem}.7z`), folder);
      return [`${stem}.7z`];
    },
  },
  {
    ...{ name: 'image of a disc', needs: ['genisoimage'], hasFolders: true },
    pack: async (folder, target, stem) => {
      const options = ['-quiet', '-udf', '-J', '-R', '-iso-level', '3', '-input-charset', 'utf-8', '-V', 'T'];
      runProgram('genisoimage', [...options, '-o', join(target, `${stem}.iso`), folder]);
      return [`${stem}.iso`];
    },
  },
  {
    ...{ name: 'ext4', needs: [...IMAGE_READERS, 'mkfs.ext4'], hasFolders: true },
    pack: async (folder, target, stem) => {
      await makeExt4(join(target, `${stem}.dd`), folder, await megabytesFor(folder), WITHOUT_EXTENTS);
      return [`${stem}.dd`];
    },
  },
  {
    ...{ name: 'FAT', needs: [...IMAGE_READERS, 'mkfs.vfat', 'mcopy'], hasFolders: true },
    pack: async (folder, target, stem) => {
      const image = join(target, `${stem}.img`);
      await writeFile(image, '');
      await truncate(image, (await megabytesFor(folder)) * 2 ** 20);
      runProgram('mkfs.vfat', [image]);
      runProgram('mcopy', ['-i', image, '-s', ...(await readdir(folder)).map((name) => join(folder, name)), '::']);
      return [`${stem}.img`];
    },
  },
  {
    ...{ name: 'E01', needs: ewf, hasFolders: true },
    pack: async (folder, target, stem) => {
      const raw = join(target, `${stem}.raw`);
      await makeExt4(raw, folder, await megabytesFor(folder), WITHOUT_EXTENTS);
      makeE01(raw, join(target, stem), stem.length % 2 === 0 ? '1MiB' : '1GiB');
      await rm(raw);
      return (await readdir(target)).filter((name) => name.startsWith(`${stem}.E`));
    },
  },
];

/** Programs of the packers that are not installed, so that what they make is missing in the trees. */
export const MISSING_PACKERS = PACKERS.flatMap(({ name, needs }) => (needs.every(hasProgram) ? [] : [name]));

const USABLE = PACKERS.filter(({ needs }) => needs.every(hasProgram));

/** A film of 2 s whose bytes are read to their end by nobody. */
async function clip(): Promise<Buffer> {
  const made = await madeOnce('packed-clip', async (folder) => {
    await mkdir(folder, { recursive: true });
    const look = ['-f', 'lavfi', '-i', 'mandelbrot=s=96x64:r=12', '-t', '2', '-pix_fmt', 'yuv420p', '-g', '12'];
    await runFfmpeg([...look, join(folder, 'clip.mkv')]);
  });
  return readFile(join(made, 'clip.mkv'));
}

/**
 * Words of names: with marks of direction, markup, and what other programs take for options. FAT and old RAR have no such names, and genisoimage
 * replaces semicolons.
 */
const WORDS = ['film', 'a b', 'ç', '<b>&amp', '\u202emkv.', '-rf', '%41', "'"];
const PLAIN_WORDS = ['film', 'a b', 'copy', 'x'];

/**
 * Makes a tree of folders, archives and images, inside each other to a depth of three, with clips of generated footage in all of them. One container of
 * some is cut, overwritten in a part, or lacks a volume.
 * @returns Every clip in it. No two are the same, byte for byte.
 */
export async function makePackedTree(root: string, scratch: string, seed: number): Promise<PlantedClip[]> {
  const random = seeded(seed);
  const under = (count: number) => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[under(list.length)]!;
  const base = await clip();
  let count = 0;
  const name = (isPlain: boolean) => `${count++}${pick(isPlain ? PLAIN_WORDS : WORDS)}`;

  const plant = async (folder: string, isPlain: boolean): Promise<PlantedClip> => {
    const file = `${name(isPlain)}${pick(['.mkv', '.bin', '', '.mkv', '.r1'])}`;
    // An EBML void element behind the film makes its bytes differ from all others.
    const bytes = Buffer.concat([
      base,
      Buffer.from([0xec, 0x88]),
      Buffer.from(`${seed}`.padStart(4, '0') + String(count).padStart(4, '0')),
    ]);
    await writeFile(join(folder, file), bytes);
    return { path: file, sha256: createHash('sha256').update(bytes).digest('hex'), isDamaged: false };
  };

  /** Fills a folder with clips, texts and what is packed. */
  const fill = async (folder: string, depth: number, isPlain: boolean): Promise<PlantedClip[]> => {
    const clips: PlantedClip[] = [];
    await mkdir(folder, { recursive: true });
    for (let at = 1 + under(2); at > 0; at--) clips.push(await plant(folder, isPlain));
    await writeFile(join(folder, `${name(isPlain)}.txt`), `text ${count}`);
    if (random() < 0.5) {
      const sub = name(isPlain);
      const inside = await fill(join(folder, sub), 0, isPlain);
      clips.push(...inside.map((each) => ({ ...each, path: `${sub}/${each.path}` })));
    }
    if (depth === 0) return clips;
    for (let at = depth === 3 ? 4 : 1 + under(2); at > 0; at--) clips.push(...(await pack(folder, depth - 1, isPlain)));
    return clips;
  };

  const pack = async (folder: string, depth: number, isPlain: boolean): Promise<PlantedClip[]> => {
    const packer = pick(USABLE);
    const [inside, target] = [join(scratch, `in-${count++}`), join(scratch, `out-${count++}`)];
    await mkdir(target, { recursive: true });
    const clips = await fill(inside, depth, isPlain || packer.name === 'FAT' || packer.name === 'rar 4');
    const files = [...(await packer.pack(inside, target, `${name(true).replace(' ', '')}`))].sort(byVolume);
    await rm(inside, { recursive: true });
    const isDamaged = random() < 0.15;
    const lost = isDamaged && files.length > 2 && random() < 0.5 ? files[1] : undefined;
    if (isDamaged && lost === undefined) await damage(join(target, pick(files)), random);
    // A single file may be called anything.
    const first = files.length === 1 && random() < 0.2 ? `${count++}.dat` : files[0]!;
    if (first !== files[0]) await rename(join(target, files[0]!), join(target, first));
    for (const file of files.length === 1 ? [first] : files) if (file !== lost) await copyFile(join(target, file), join(folder, file));
    await rm(target, { recursive: true });
    return clips.map((each) => ({ ...each, path: `${first}//${each.path}`, isDamaged: each.isDamaged || isDamaged }));
  };

  const clips = await fill(root, 3, false);
  return clips.map((each) => {
    const [outer, ...inside] = each.path.split('//');
    return { ...each, path: [outer, ...inside.map(shownPath)].join('//') };
  });
}

/** Volumes in the order in which they are read: `a.rar`, `a.r00`. */
function byVolume(one: string, other: string): number {
  const key = (name: string) => basename(name).replace(/\.rar$/u, '.r');
  return key(one) < key(other) ? -1 : 1;
}

/** Cuts a file, or overwrites a part of it. */
async function damage(path: string, random: () => number): Promise<void> {
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length * (0.1 + 0.8 * random()));
  if (random() < 0.5) await writeFile(path, bytes.subarray(0, at));
  else await writeFile(path, Buffer.from(bytes).fill(0xa5, at, Math.min(bytes.length, at + 20_000)));
}
