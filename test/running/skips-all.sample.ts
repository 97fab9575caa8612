import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { clipFolder } from '../tools/clips.ts';

const clip = clipFolder();
writeFileSync(clip('film.mp4'), 'made before it is known that nothing runs');
test.skip('needs a program that is not installed', () => {});
