import { cleanText } from './clean-text.ts';

/**
 * The title in the stretch of a name that holds it. Dropped are an opened bracket whose rest is not title (`(Western 1950)`), a second title
 * in brackets (`Le Prestige (The Prestige)`), of several titles in different scripts all but the one in Latin letters, and of blocks in
 * brackets all but the last with Latin letters.
 * @returns undefined where no letter or digit is left.
 */
export function titleIn(stretch: string): string | undefined {
  const open = /^(.*[\p{L}\p{N}!?].*?)[\s._]*[([{][^()[\]{}]*$/su.exec(stretch)?.[1] ?? stretch;
  const plain = /^(.*[\p{L}\p{N}!?*][\s._]*?)[\s._]+(?:\((?:[^()]|\([^()]*\))*\)|\[[^[\]]*\])[\s._-]*$/su.exec(open)?.[1] ?? open;
  const blocks = plain.split(/\]\s*\[|】\s*\[|\]\s*【/u);
  const block = blocks.length > 1 ? (blocks.findLast((each) => /\p{Script=Latin}{2}/u.test(each)) ?? plain) : plain;
  const isLatin = (each: string) => /\p{Script=Latin}{2}/u.test(each);
  const scripts = block.split(/\s+\/\s+|(?<=[^\p{ASCII}])\/|\/(?=[^\p{ASCII}])/u);
  const latin = scripts.length > 1 && !scripts.every(isLatin) ? scripts.filter(isLatin).join(' / ') || block : block;
  return cleanText(latin) || cleanText(open) || undefined;
}
