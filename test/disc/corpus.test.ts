import { answerOf, STRUCTURES } from '../tools/disc/corpus.ts';
import { testCorpus } from '../tools/test-corpus.ts';

testCorpus(new URL('corpus/', import.meta.url), Object.keys(STRUCTURES), answerOf);
