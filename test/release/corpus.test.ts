// @module-tag slow
import { rm } from 'node:fs/promises';
import { afterAll } from 'vitest';
import { answersIn, makeArchives } from '../tools/release/corpus.ts';
import { testCorpus } from '../tools/test-corpus.ts';

const { folder, answerOf } = answersIn();
afterAll(() => rm(folder, { recursive: true, force: true }));

testCorpus(new URL('corpus/', import.meta.url), Object.keys(makeArchives()), answerOf);
