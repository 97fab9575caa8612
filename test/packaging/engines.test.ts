import semver from 'semver';
import { expect, inject, test } from 'vitest';
import { installedPackages } from './installed.ts';

/** What `engines` of the packages promises, in the lines of Node that are kept up. */
const PROMISED = ['>=20.9.0 <21', '>=22.0.0 <23', '>=24.0.0 <25'];

const installed = installedPackages(inject('project'));

test('every installed package takes Node 20.9 and every later Node 20, 22 and 24', () => {
  expect(installed.length).toBeGreaterThan(100);
  const narrower = installed.filter(({ node = '*' }) => PROMISED.some((line) => !semver.subset(line, node)));
  expect(narrower.map(({ name, version, node }) => `${name}@${version} needs Node ${node}`)).toEqual([]);
});

test('the installation prints no warning about engines', () => {
  expect(inject('installed')).not.toContain('EBADENGINE');
});

test('a narrower range is seen, also one with a gap', () => {
  const narrow = ['>=20.10', '^20.9.0 || >=23', '>=20.9 <24', '18 || 22 || 24'];
  expect(narrow.filter((node) => PROMISED.every((line) => semver.subset(line, node)))).toEqual([]);
});
