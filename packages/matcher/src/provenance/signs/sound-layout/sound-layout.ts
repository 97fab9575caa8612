import type { AudioFacts } from '@streetdate/core/portable';
import { compareRenditions } from '../../compare/compare-renditions.ts';
import { nameRendition } from '../../copy/rendition.ts';
import type { Sign } from '../../sign.ts';

/**
 * Encoders fold channels down and hardly ever make them up. Languages are tagged by hand too, and sound is often added from another
 * release where a language is missing, so they are worth less.
 */
const RATIOS = { channels: 1 / 6, language: 1 / 3 } as const;

/** Channels and languages of the sound. */
export const soundLayout: Sign<'sound-layout'> = {
  name: 'sound-layout',
  measures: 'Which rendition has as many channels and the languages that the copy has. A copy adds neither.',
  trait: 'sound',
  ratios: RATIOS,
  fooledBy: 'Language tags set by hand, or sound added from another release.',
  inconclusive: 'Every rendition has the copy’s channels and languages, or a rendition’s streams are unknown.',
  read: (copy) => {
    const own = copy.query.media.sound;
    if (own === undefined || own.length === 0) return { cannotSay: 'Its sound streams are unknown.' };
    const channels = channelsOf(own);
    const languages = languagesOf(own) ?? [];
    const inconclusive = 'Its sound has no channels and no language that one enrolled rendition has and another lacks.';
    return compareRenditions(copy, inconclusive, (better, other) => {
      const [there, rival] = [better.fingerprint.media.sound, other.fingerprint.media.sound];
      if (there === undefined || rival === undefined || rival.length === 0) return undefined;
      if (channels > channelsOf(rival) && channels <= channelsOf(there)) {
        return {
          likelihoodRatio: RATIOS.channels,
          reason: `Its sound has ${channels} channels, as ${nameRendition(better)} has; ${nameRendition(other)} has ${channelsOf(rival)}.`,
        };
      }
      const [known, unknown] = [languagesOf(there), languagesOf(rival)];
      const telling = languages.find((language) => known?.includes(language) && unknown !== undefined && !unknown.includes(language));
      if (telling === undefined) return undefined;
      return {
        likelihoodRatio: RATIOS.language,
        reason: `Its sound is tagged ${telling}, a language that ${nameRendition(better)} has and ${nameRendition(other)} lacks.`,
      };
    });
  },
};

const channelsOf = (streams: readonly AudioFacts[]) => Math.max(0, ...streams.map(({ channels }) => channels));

/** Languages in BCP 47's canonical form, so that `fre`, `fra` and `fr` are one; undefined if a stream has no tag: it may be any. */
function languagesOf(streams: readonly AudioFacts[]): string[] | undefined {
  const languages = streams.flatMap(({ language }) => (language === undefined ? [] : Intl.getCanonicalLocales(language)));
  return languages.length === streams.length ? languages : undefined;
}
