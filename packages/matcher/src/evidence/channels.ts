import { compareAudio } from './audio/audio-vote.ts';
import type { EvidenceChannel } from './channel.ts';
import { compareMeanLuma } from './mean-luma.ts';
import { compareSecondHash } from './second-hash.ts';

/** The hash bits of each pair of frames. Each segment has its score; the strongest counts. */
export const hashBits: EvidenceChannel = {
  name: 'hash',
  purpose: 'Compares the hash of every frame with the reference, normalised by other moments of the same reference.',
  counts: 'always',
  value: ({ segments }) => ({ vote: 'agrees', score: Math.max(0, ...segments.map(({ score }) => score)), report: {} }),
};

/** The motion in the picture. It is combined with the hash bits segment by segment, so it adds nothing here. */
export const motionEvidence: EvidenceChannel = {
  name: 'motion',
  purpose: 'Compares how parts of the picture brighten and darken, in static or short segments.',
  counts: 'always',
  value: ({ segments }) => ({ vote: segments.some(({ motion }) => motion !== undefined) ? 'agrees' : 'silent', score: 0, report: {} }),
};

/** The mean-luma series of both films. */
export const meanLumaEvidence: EvidenceChannel = {
  name: 'mean-luma',
  purpose: 'Compares how the brightness of the whole picture changes.',
  counts: 'always',
  value: ({ query, reference, segments }) => {
    if (query.kind === 'still') return undefined;
    const light = compareMeanLuma(query, reference, segments);
    return { vote: light.vote, score: light.scoreAdded, report: { light } };
  },
};

/** An independent hash of some frames. It is reported and adds no score. */
export const secondHash: EvidenceChannel = {
  name: 'second-hash',
  purpose: 'Compares an independent hash of some frames; reported, adds no score.',
  counts: 'once-reported',
  value: ({ query, reference, algorithm, segments }) => {
    const secondOpinion = compareSecondHash(query, reference, algorithm, segments);
    return secondOpinion && { vote: secondOpinion.vote, score: 0, report: { secondOpinion } };
  },
};

/** The audio codes of both films. */
export const audioEvidence: EvidenceChannel = {
  name: 'audio',
  purpose: 'Compares audio codes; dubbed or replaced audio takes nothing away.',
  counts: 'once-reported',
  value: ({ query, reference, segments }) => {
    if (query.kind === 'still') return undefined;
    const sound = compareAudio(query, reference, segments);
    return { vote: sound.vote === 'alone' ? 'silent' : sound.vote, score: sound.scoreAdded, report: { sound } };
  },
};
