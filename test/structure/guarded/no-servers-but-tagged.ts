// @module-tag servers
import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

test('a server that the tag allows', () => {
  spawnSync('valkey-server', ['--version']);
});
