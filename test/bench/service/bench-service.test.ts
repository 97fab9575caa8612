// @module-tag slow
// @module-tag servers
import { describe, expect, test } from 'vitest';
import { benchService } from '../../../packages/bench/src/service/bench-service.ts';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { noPostgres, noS3, noValkey } from '../../tools/servers.ts';

describe.skipIf(noPostgres ?? noValkey ?? noS3)('on PostgreSQL, Valkey and S3', () => {
  test('uploads are compared with the command on the same files, and small requests with a bare server', { timeout: 600_000 }, async () => {
    builtCommand();
    const [uploads, small] = await benchService({ profile: 'server', uploads: 4, seconds: 1 });
    expect(uploads!.figures.map(({ ratio }) => ratio > 0)).toEqual([true, true]);
    expect(uploads!.notes).toContain('Every verdict is right and the same in both: 2 leaks, the others no match.');
    expect(uploads!.notes[0]).toContain('PostgreSQL');
    expect(small!.figures).toHaveLength(3);
    expect(small!.notes.filter((note) => note.endsWith(', 0 failed.'))).toHaveLength(3);
  });
});

test('too few uploads are refused', async () => {
  await expect(benchService({ uploads: 3 })).rejects.toThrow('uploads must be 4 or more');
});
