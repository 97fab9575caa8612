import { createHash } from 'node:crypto';
import type { MarkKey } from '../key/mark-key.ts';
import { biasesOf, wordOf } from './bias.ts';
import { type BiasesOpening, biasesText, packWord, pointsOfBiases, type WordOpening, wordText } from './opening.ts';

/** What a code is of. */
export interface CodeOf {
  /** Names the set. */
  readonly set: string;
  /** Segments of the film. */
  readonly segments: number;
  /** Copies that may be put together. */
  readonly colluders: number;
}

/** What is handed over so that a reading can be computed again: the biases of a set and the words of some copies. The key stays. */
export interface CodeOpening {
  /** The biases, with their salt. */
  readonly biases: BiasesOpening;
  /** The words of the copies that were asked for, in that order. */
  readonly words: readonly WordOpening[];
}

/** Opens the code for some copies. Whoever has the biases knows where a later copy is told best: hand over no more words than are needed. */
export function openCode(key: MarkKey, { set, segments, colluders }: CodeOf, serials: readonly string[]): CodeOpening {
  const biases = biasesOf(key, set, segments, colluders);
  const salt = (...what: readonly string[]) => key.derive('salt', set, ...what).toString('hex');
  return {
    biases: { salt: salt('biases'), points: Buffer.from(pointsOfBiases(biases, colluders)).toString('base64') },
    words: serials.map((serial) => ({
      serial,
      salt: salt('word', serial),
      bits: Buffer.from(packWord(wordOf(key, set, serial, biases))).toString('base64'),
    })),
  };
}

/** Digests that fix a code before any copy is found, without telling anything of it. */
export interface CodeCommitment {
  /** SHA-256 of the biases. */
  readonly biasesSha256: string;
  /** SHA-256 of the word of each copy, by its serial. */
  readonly wordsSha256: ReadonlyMap<string, string>;
}

/** Commits to the code of a set and to the words of these copies. */
export function commitCode(key: MarkKey, of: CodeOf, serials: readonly string[]): CodeCommitment {
  const { biases, words } = openCode(key, of, serials);
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    biasesSha256: digest(biasesText(of.set, biases)),
    wordsSha256: new Map(words.map((word) => [word.serial, digest(wordText(of.set, word))])),
  };
}
