/** Words for a season, in the languages that release names are in, for a pattern. */
export const SEASON_WORD =
  'seasons?|saisons?|temporadas?|temp|tem|stagion[ei]|staffel|sezon(?:ul)?|sez[oó]na|seizoen|s[äæ]song?|sesong|kausi|[ée]vad|series|сезон';

/** Words for an episode, in the languages that release names are in, for a pattern. The letter alone counts right before its number. */
export const EPISODE_WORD =
  'episodes?|epis[oó]dios?|episod[ei]|epizoda?|eps?|cap(?:[ií]tulo)?|folge|afl(?:evering)?|avsnitt|odc(?:inek)?|jakso|b[öo]l[üu]m|e(?=[0-9])|puntata|сери[ия]|эпизод|выпуск';

/** What stands behind the number of a season or an episode where it is an ordinal: `2nd`, `2ª`, `2ème`, `2.`. */
export const ORDINAL_END = '(?:st|nd|rd|th|[ªº°.]|i?[eè]me)';

/** Seasons and episodes as Chinese, Japanese and Korean count them: `第2季`, `第05話`, `제5화`. Group 1 or 2 is the number. Not where the title in Latin letters is still to come. */
export const EASTERN_SEASON = /(?:第[ ]?([0-9]{1,2})[ ]?[季期]|시즌[ ]?([0-9]{1,2}))(?![^[\]]*\]\[\p{Script=Latin}{2})/u;
/** See {@link EASTERN_SEASON}. */
export const EASTERN_EPISODE = /第[ ]?([0-9]{1,4}(?:[-~][0-9]{1,4})?)[ ]?[集话話回]|제?([0-9]{1,4})[화회]/u;
