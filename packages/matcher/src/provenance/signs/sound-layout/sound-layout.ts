import type { AudioFacts } from '@streetdate/core/portable';
import { nameRendition, type PlacedCopy } from '../../copy/rendition.ts';
import { compareAll, type Reading } from '../../sign.ts';

/**
 * What it is worth that a copy has more channels than the other rendition has at all, or a language that it has not. Channels are folded down, and hardly ever
 * made up: a programmer of encoders has to ask for it. Languages are tagged by hand as well as by tools, and sound is put under pictures of another source
 * often where a language is missing, hence the lower figure.
 */
const RATIO = { channels: 1 / 6, language: 1 / 3 } as const;

/**
 * Layout and languages of the sound: a copy has no more channels and no other languages than its source. Cannot say of a copy that has no more than any rendition:
 * stereo is made of everything. Nor of renditions of which it was not noted what sound they have.
 */
export function readSoundLayout(copy: PlacedCopy): Reading {
  const silence = 'Its sound has no channels and no language that one enrolled rendition has and another has not.';
  const own = copy.query.media.sound;
  if (own === undefined || own.length === 0) return { cannotSay: 'It is not known what sound streams it has.' };
  const channels = channelsOf(own);
  const languages = languagesOf(own) ?? [];
  return compareAll(copy, silence, (better, other) => {
    const [there, rival] = [better.fingerprint.media.sound, other.fingerprint.media.sound];
    if (there === undefined || rival === undefined || rival.length === 0) return undefined;
    if (channels > channelsOf(rival) && channels <= channelsOf(there)) {
      return {
        likelihoodRatio: RATIO.channels,
        reason: `Its sound has ${channels} channels, as that of ${nameRendition(better)} has, and ${nameRendition(other)} has ${channelsOf(rival)}.`,
      };
    }
    const [known, unknown] = [languagesOf(there), languagesOf(rival)];
    const telling = languages.find((language) => known?.includes(language) && unknown !== undefined && !unknown.includes(language));
    if (telling === undefined) return undefined;
    return {
      likelihoodRatio: RATIO.language,
      reason: `Its sound is marked as ${telling}, which ${nameRendition(better)} has and ${nameRendition(other)} has not.`,
    };
  });
}

const channelsOf = (streams: readonly AudioFacts[]) => Math.max(0, ...streams.map(({ channels }) => channels));

/** Languages as BCP 47 has them, so that `fre`, `fra` and `fr` are one; undefined where a stream says none, since it might be any. */
function languagesOf(streams: readonly AudioFacts[]): string[] | undefined {
  const languages = streams.flatMap(({ language }) => (language === undefined ? [] : Intl.getCanonicalLocales(language)));
  return languages.length === streams.length ? languages : undefined;
}
