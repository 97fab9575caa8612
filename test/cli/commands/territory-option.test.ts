// @module-tag process
import { expect, test } from 'vitest';
import { streetdate, temporaryFolder } from '../tools/streetdate.ts';

test.each([
  [['scan', 'x.mkv', '--territory', 'UK'], 'GB is the code of the United Kingdom'],
  [['judge', '--territory', 'XX'], 'no country has XX'],
  [['enroll', 'x.mkv', '--title', 'X', '--territory', 'zz'], 'no country has zz'],
])('%j is refused by the name of the option, with what to write instead', async (args, hint) => {
  const { status, stderr } = await streetdate([...args, '--home', await temporaryFolder()]);
  expect(status).toBe(2);
  expect(stderr).toContain("option '--territory <code>'");
  expect(stderr).toContain(hint);
  expect(stderr).not.toContain('sighting.territory');
});
