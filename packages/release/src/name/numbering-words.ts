/** Words for a season in the languages of release names, as part of a pattern. */
export const SEASON_WORD =
  'seasons?|saisons?|temporadas?|temp|tem|stagion[ei]|staffel|sezon(?:ul)?|sez[oó]na|seizoen|s[äæ]song?|sesong|kausi|[ée]vad|series|сезон';

/** Words for an episode in the languages of release names, as part of a pattern. A single letter counts only directly before its number. */
export const EPISODE_WORD =
  'episodes?|epis[oó]dios?|episod[ei]|epizoda?|eps?|cap(?:[ií]tulo)?|folge|afl(?:evering)?|avsnitt|odc(?:inek)?|jakso|b[öo]l[üu]m|e(?=[0-9])|puntata|сери[ия]|эпизод|выпуск';

/** Endings that make a season's or an episode's number an ordinal: `2nd`, `2ª`, `2ème`, `2.`. */
export const ORDINAL_END = '(?:st|nd|rd|th|[ªº°.]|i?[eè]me)';

/**
 * Seasons and episodes in Chinese, Japanese and Korean: `第2季`, `第05話`, `제5화`. Group 1 or 2 is the number. It does not match before a title
 * in Latin letters.
 */
export const EASTERN_SEASON = /(?:第[ ]?([0-9]{1,2})[ ]?[季期]|시즌[ ]?([0-9]{1,2}))(?![^[\]]*\]\[\p{Script=Latin}{2})/u;
/** See {@link EASTERN_SEASON}. */
export const EASTERN_EPISODE = /第[ ]?([0-9]{1,4}(?:[-~][0-9]{1,4})?)[ ]?[集话話回]|제?([0-9]{1,4})[화회]/u;
