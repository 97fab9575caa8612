import { cleanText } from './clean-text.ts';

/** The titles in a part of a name. */
export interface Titles {
  /** Title of the film or series. */
  readonly title: string;
  /** Text after it and a hyphen: the title of a part or an episode, or the title in another language. */
  readonly subtitle: string | undefined;
}

/**
 * Splits the title part of a name into titles. Text after a hyphen between blanks is a second title, unless it only numbers the part
 * (`Breaking Dawn - Part 2`).
 * @returns undefined if no letter or digit is left.
 */
export function titlesIn(text: string): Titles | undefined {
  const said = titleIn(text);
  if (said === undefined) return undefined;
  const numbered = FILM_OF_SERIES.exec(said);
  if (numbered?.[2] !== undefined) return { title: numbered[2], subtitle: numbered[4] };
  if (numbered?.[4] !== undefined) return { title: numbered[1]!, subtitle: numbered[4] };
  const whole = inLatin(said);
  const [, title, subtitle] = /^(.*?\p{L}.*?)(?:[\s.]+[-–][\s.]+|--)(.*\p{L}.*)$/iu.exec(whole) ?? [];
  return title === undefined || PART.test(subtitle!) ? { title: whole, subtitle: undefined } : { title, subtitle };
}

/** A numbered film of a series with a numbered bonus: `Series-f21-Film-x02-Making_Of`. */
const FILM_OF_SERIES = /^([^-]+)(?:-f[0-9]{1,3}-([^-]+))?(?:-x([0-9]{1,3})-(.+))?$/u;

/** A bracketed block that states the kind of work. */
const KIND = /^[\s[]*(?:the )?(?:movie|film|tv|ova|ona|oad|sp|specials?)[\s\]]*$/iu;

/** Words that only number a part of a work, in the languages of release names. */
const PART =
  /^(?:parts?|pt|partie|parte|teil|del|deel|cz[eę][sś][cć]|часть|vol(?:ume|umen)?|tome?|band|chap(?:ter|itre)|cap[ií]tulo|capitolo|kapitel|book)[\s.]+(?:[0-9]+|[ivx]+|one|two|three|four|five|six|une?|deux|trois|uno|dos|tres|due|tre|eins|zwei|drei)(?![\p{L}\p{N}])/iu;

/** Of a title given in Latin letters and in another script, the Latin one. */
function inLatin(title: string): string {
  const words = title.split(' ');
  const isLatin = (word: string) => /\p{Script=Latin}/u.test(word);
  const isOther = (word: string) => /(?!\p{Script=Latin})\p{L}/u.test(word);
  const first = words.findIndex(isOther);
  const last = words.findLastIndex(isOther);
  const [latin, other] = isLatin(words[0]!)
    ? [words.slice(0, first), words.slice(first)]
    : [words.slice(last + 1), words.slice(0, last + 1)];
  return first >= 0 && latin.some(isLatin) && !other.some(isLatin) ? latin.join(' ') : title;
}

/**
 * Cleans the title part of a name. It drops an opened bracket whose rest is not title (`(Western 1950)`) and a second title in brackets
 * (`Le Prestige (The Prestige)`). Of titles in several scripts it keeps the Latin one, and of bracketed blocks the last one with Latin
 * letters.
 * @returns undefined if no letter or digit is left.
 */
function titleIn(text: string): string | undefined {
  const inBlocks = /^[\s._]*(?:\[[^[\]]*\][\s._]*)+\[[^[\]]*\p{Script=Latin}{2}[^[\]]*$/u.test(text);
  const open = inBlocks ? text : (/^(.*[\p{L}\p{N}!?].*?)[\s._]*[([{][^()[\]{}]*$/su.exec(text)?.[1] ?? text);
  const plain = /^(.*[\p{L}\p{N}!?*][\s._]*?)[\s._]+(?:\((?:[^()]|\([^()]*\))*\)|\[[^[\]]*\])[\s._-]*$/su.exec(open)?.[1] ?? open;
  const isLatin = (each: string) => /\p{Script=Latin}{2}/u.test(each);
  const blocks = plain.split(/\]\s*\[|】\s*\[|\]\s*【/u);
  const block = blocks.length > 1 ? (blocks.findLast((each) => isLatin(each) && !KIND.test(each)) ?? plain) : plain;
  const scripts = block.split(/\s+\/\s+|(?<=[^\p{ASCII}])\/|\/(?=[^\p{ASCII}])/u);
  const latin = scripts.length > 1 && !scripts.every(isLatin) ? scripts.filter(isLatin).join(' / ') || block : block;
  return cleanText(latin) || cleanText(open) || undefined;
}
