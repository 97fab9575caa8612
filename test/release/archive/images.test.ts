import { archiveFormat, FORMAT_BYTES, volumeSets } from '@streetdate/release';
import { expect, test } from 'vitest';

/** Bytes with some of them set. */
function head(parts: readonly (readonly [at: number, bytes: string | readonly number[]])[]): Uint8Array {
  const bytes = Buffer.alloc(FORMAT_BYTES);
  for (const [at, part] of parts) bytes.set(typeof part === 'string' ? Buffer.from(part, 'latin1') : Uint8Array.from(part), at);
  return bytes;
}

const BOOT: readonly [number, string] = [510, '\x55\xaa'];
const FAT: readonly [number, string] = [82, 'FAT32   '];
const JUMP: readonly [number, string] = [0, '\xeb\x58\x90'];
const LINUX: readonly [number, readonly number[]] = [446, [0x80, 0, 0, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 0, 1, 0]];
const EXT: readonly [number, string] = [1024 + 56, '\x53\xef\x01\x00\x01\x00'];

test.each([
  ['E01', [[0, 'EVF\x09\r\n\xff\x00']], 'ewf'],
  ['NTFS', [[3, 'NTFS    ']], 'disk'],
  ['exFAT', [[3, 'EXFAT   ']], 'disk'],
  ['a table of partitions (GPT)', [BOOT, [512, 'EFI PART']], 'disk'],
  ['a table of partitions (MBR)', [BOOT, LINUX], 'disk'],
  ['FAT32', [JUMP, BOOT, FAT], 'disk'],
  ['ext4', [EXT], 'disk'],
  ['a disc that also boots', [BOOT, LINUX, [32 * 1024 + 1, 'CD001']], 'iso'],
  ['Ex01', [[0, 'EVF2\r\n\x81\x00']], 'unreadable'],
  ['L01', [[0, 'LVF\x09\r\n\xff\x00']], 'unreadable'],
  [
    'AFF4',
    [
      [0, 'PK\x03\x04'],
      [30, 'container.description'],
    ],
    'unreadable',
  ],
] as const)('%s is told by its bytes', (_name, parts, format) => {
  expect(archiveFormat(head(parts))?.format).toBe(format);
});

test.each([
  ['two letters of a boot sector', [BOOT]],
  ['a table whose partition has no sectors', [BOOT, [446, [0x80, 0, 0, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]]]],
  ['a table with a strange flag', [BOOT, LINUX, [462, [0x12]]]],
  ['the name of FAT without its jump', [BOOT, FAT]],
  ['two letters of a superblock', [[1024 + 56, '\x53\xef\xff\xff']]],
] as const)('%s are no disk', (_name, parts) => {
  expect(archiveFormat(head(parts))).toBeUndefined();
});

test('the segments of an E01 image are one set, whatever lies beside them', () => {
  expect(volumeSets(['x.E02', 'x.E01', 'x.txt', 'x.e03', 'y.E02', 'x.mkv'])).toEqual([
    { stem: 'x', kind: 'ewf', volumes: ['x.E01', 'x.E02', 'x.e03'] },
  ]);
  const many = [...Array.from({ length: 99 }, (_, at) => `x.E${String(at + 1).padStart(2, '0')}`), 'x.EAA', 'x.EAB', 'x.FAA', 'x.txt'];
  const [set] = volumeSets(many);
  // Letters that are too far on are those of another file.
  expect(set!.volumes).toHaveLength(99 + 676 + 1);
  expect([set!.volumes[98], set!.volumes[99], set!.volumes[100], set!.volumes[99 + 676]]).toEqual(['x.E99', 'x.EAA', 'x.EAB', 'x.FAA']);
});

test('RAR volumes beside an E01 image stay what they are', () => {
  expect(volumeSets(['x.E01', 'x.rar', 'x.r00']).map(({ kind, volumes }) => [kind, volumes])).toEqual([
    ['ewf', ['x.E01']],
    ['rar', ['x.rar', 'x.r00']],
  ]);
});
