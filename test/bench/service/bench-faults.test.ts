// @module-tag slow
// @module-tag servers
import { describe, expect, test } from 'vitest';
import { benchFaults } from '../../../packages/bench/src/service/bench-faults.ts';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { noPostgres, noS3, noValkey } from '../../tools/servers.ts';

describe.skipIf(noPostgres ?? noValkey ?? noS3)('on PostgreSQL, Valkey and S3', () => {
  test('Valkey is killed twice, once with all that it kept, and nothing is lost or doubled', { timeout: 900_000 }, async () => {
    builtCommand();
    const [next, all] = await benchFaults({ seed: 3, only: 'Valkey killed', atOnce: 3 });
    const [quiet, ...faults] = next!.figures;
    expect(quiet!.samples).toBe(5);
    expect(faults.map(({ name }) => name).sort()).toEqual(['Valkey killed (4 s)', 'Valkey killed, and all that it kept is lost (4 s)']);
    for (const { median } of faults) expect(median).toBeGreaterThan(0);
    expect(all!.figures.map(({ name }) => name)).toEqual(next!.figures.map(({ name }) => name));
    expect(next!.notes[0]).toMatch(/^\d+ uploads, 2 faults, seed 3\. /);
  });
});

test('a name that no fault has is refused', async () => {
  await expect(benchFaults({ only: 'flood' })).rejects.toThrow('only must be a part of a fault’s name, got "flood"');
});
