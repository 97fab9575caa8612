import * as client from '@streetdate/client';
import * as core from '@streetdate/core';
import * as disc from '@streetdate/disc';
import * as engine from '@streetdate/engine';
import * as evidence from '@streetdate/evidence';
import * as matcher from '@streetdate/matcher';
import * as release from '@streetdate/release';
import * as service from '@streetdate/service';
import * as sweep from '@streetdate/sweep';
import { expect, test } from 'vitest';
import { errorOf, expectOwnError } from '../tools/wrong-values.ts';

const PACKAGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  core,
  matcher,
  disc,
  release,
  sweep,
  engine,
  evidence,
  service,
  client,
};

/** Given for every argument at once: whatever is checked first is wrong. */
const WRONG: readonly unknown[] = [
  ...[undefined, null, Number.NaN, -1, true, '', '\0', '\ud800', 'x'.repeat(100), {}, [], [null], () => {}, new Date(Number.NaN)],
  ...[Object.create(null), new Map(), new Uint8Array(3), new Uint32Array(3)],
];

/** Errors of functions that take what is wrong for others. */
const isClass = (value: object) => /^class\b/.test(Function.prototype.toString.call(value));

/** They search for programs on this machine, whatever is given. */
const STARTING = new Set(['inspectDecoder', 'openLibrary', 'openLibraryOn']);

const functions = Object.entries(PACKAGES).flatMap(([name, all]) =>
  Object.entries(all).flatMap(([called, value]) =>
    typeof value === 'function' && !isClass(value) && !STARTING.has(called)
      ? [[`${name}.${called}`, value as (...args: unknown[]) => unknown] as const]
      : [],
  ),
);

test('the packages export functions that can be called wrongly', () => {
  expect(functions.length).toBeGreaterThan(40);
});

test.each(functions)('%s refuses wrong arguments in plain words', async (_, call) => {
  for (const wrong of WRONG) {
    const error = await errorOf(() => call(wrong, wrong, wrong, wrong));
    if (error !== undefined) expectOwnError(error);
  }
});
