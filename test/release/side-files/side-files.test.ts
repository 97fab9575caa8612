import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from '@streetdate/core/internal';
import { checkSfv, readNfo, readSfv } from '@streetdate/release';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuClock } from '../../tools/cpu-clock.ts';

describe('an NFO', () => {
  test('in code page 437 keeps its drawings', () => {
    expect(readNfo(Uint8Array.of(0xc9, 0xcd, 0xbb, 0x0d, 0x0a, 0xba, 0xb0, 0xb1, 0xdb, 0xba, 0x84, 0xe1))).toEqual({
      text: '╔═╗\n║░▒█║äß',
      encoding: 'cp437',
    });
  });

  test('in UTF-8 and UTF-16 is told by its bytes', () => {
    expect(readNfo(new TextEncoder().encode('╔═ Ärger ═╗'))).toEqual({ text: '╔═ Ärger ═╗', encoding: 'utf-8' });
    expect(readNfo(new TextEncoder().encode('\ufeffplain')).text).toBe('plain');
    expect(readNfo(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x42, 0))).toEqual({ text: 'AB', encoding: 'utf-16le' });
  });

  test('cannot take over the terminal, and ends where a SAUCE record begins', () => {
    expect(readNfo(new TextEncoder().encode('a\u001b[2Jb\u202ec\ttab')).text).toBe('a[2Jbc\ttab');
    expect(readNfo(new TextEncoder().encode('text\u001aSAUCE00title')).text).toBe('text');
  });

  test('is some text, whatever its bytes are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !/(?![\n\t])\p{Cc}/u.test(readNfo(bytes).text)));
  });
});

describe('an SFV', () => {
  test('is read with its remarks and blanks passed over', () => {
    expect(readSfv('; made by hand\r\nfilm one.rar  CBF43926\r\n\r\nbad line\r\nfilm.r00 cbf43926\r\n')).toEqual([
      { name: 'film one.rar', crc: 0xcbf43926 },
      { name: 'film.r00', crc: 0xcbf43926 },
    ]);
  });

  test('is compared with the files beside it, and with no others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'streetdate-sfv-'));
    try {
      const bytes = new TextEncoder().encode('123456789');
      await writeFile(join(folder, 'Film.RAR'), bytes);
      await writeFile(join(folder, 'film.r00'), 'changed');
      await symlink('/dev/zero', join(folder, 'endless.rar'));
      await symlink('film.r00', join(folder, 'link.rar'));
      await mkdir(join(folder, 'folder.rar'));
      const lines = ['film.rar', 'film.r00', 'film.r01', '../film.rar'].map((name) => ({ name, crc: crc32(bytes) }));
      expect((await checkSfv(folder, lines)).map(({ state }) => state)).toEqual(['right', 'wrong', 'missing', 'missing']);
      const others = ['endless.rar', 'link.rar', 'folder.rar'].map((name) => ({ name, crc: 0 }));
      expect((await checkSfv(folder, others)).map(({ state }) => state)).toEqual(['unreadable', 'unreadable', 'unreadable']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('that names one file in every line has it read once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'streetdate-sfv-'));
    try {
      // A hundred times a gigabyte would take minutes.
      await writeFile(join(folder, 'film.rar'), '');
      await truncate(join(folder, 'film.rar'), 64 * 1024 * 1024);
      const once = await timeOf(() => checkSfv(folder, [{ name: 'film.rar', crc: 1 }]));
      const lines = Array.from({ length: 100 }, (_, at) => ({ name: at % 2 === 0 ? 'film.rar' : 'FILM.RAR', crc: 1 }));
      const often = await timeOf(() => checkSfv(folder, lines));
      expect(often).toBeLessThan(20 * once + 200);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = cpuClock();
  await work();
  return cpuClock() - start;
}
