import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStill } from '@streetdate/core';

/** A picture of 2 × 2 grey pixels in each format of stills, in Base64. */
const SAMPLES: Readonly<Record<string, string>> = {
  jpeg:
    '/9j/2wBDABAQEBAREBIUFBIZGxgbGSUiHx8iJTgoKygrKDhVNT41NT41VUtbSkVKW0uHal5eaoecg3yDnL2pqb3u4u7/////wgALCAACAAIBAREA/8QAFAAB' +
    'AAAAAAAAAAAAAAAAAAAAA//aAAgBAQAAAABP/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPwB//9k=',
  png:
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAMAAABFaP0WAAAAA1BMVEWIiIhYZW6zAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAC0lEQVQImWNgAAEAAAYAAeaH/n8A' +
    'AAAASUVORK5CYII=',
  webp: 'UklGRiYAAABXRUJQVlA4IBoAAABQAQCdASoCAAIAAsBMJaQAAAAAANY3JUAAAA==',
  avif:
    'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAA' +
    'AAAA+gABAAAAAAAAABoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAA' +
    'ABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAibWRhdBIACgc4ADaQENBpMg0cQmLk4AAWAACQNY41',
  tiff:
    'SUkqAAwAAACIiIiIDwAAAQMAAQAAAAIAAAABAQMAAQAAAAIAAAACAQMAAQAAAAgAAAADAQMAAQAAAAEAAAAGAQMAAQAAAAEAAAARAQQAAQAAAAgAAAASAQMAAQAA' +
    'AAEAAAAVAQMAAQAAAAEAAAAWAQMAAQAAAAABAAAXAQQAAQAAAAQAAAAaAQUAAQAAAMYAAAAbAQUAAQAAAM4AAAAcAQMAAQAAAAEAAAAoAQMAAQAAAAIAAABTAQMA' +
    'AQAAAAEAAAAAAAAAMzPLAAAACAAzM8sAAAAIAA==',
};

/** Decodes a sample of each image format. Not every format that the picture library lists works on every computer. */
export async function tryStillFormats(): Promise<{ readonly readable: string[]; readonly unreadable: string[] }> {
  const [readable, unreadable]: [string[], string[]] = [[], []];
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-'));
  try {
    for (const [format, sample] of Object.entries(SAMPLES)) {
      const path = join(folder, `sample.${format}`);
      await writeFile(path, Buffer.from(sample, 'base64'));
      await decodeStill(path).then(
        () => readable.push(format),
        () => unreadable.push(format),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { readable, unreadable };
}
