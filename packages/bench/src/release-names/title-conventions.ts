/**
 * The other ways in which the title that a suite states is written by other suites, so that none of their conventions is the law, for
 * whichever parser: of a title with a hyphen between blanks some state all, and one states what stands before it and calls the rest an
 * alternative title; one states the number of a part (`Part 3`) beside the title, and others leave it in.
 * @param fields - What a suite states.
 * @returns Titles that are as right as the stated one.
 */
export function otherTitles(
  name: string,
  { title, alternativeTitle, part }: { readonly title?: unknown; readonly alternativeTitle?: unknown; readonly part?: unknown },
): string[] {
  if (typeof title !== 'string') return [];
  const before = /^(.*?\p{L}.*?)\s+-\s/u.exec(title)?.[1];
  const joined = alternativeTitle === undefined ? undefined : [title, alternativeTitle].flat().join(' - ');
  const words = title.match(/[\p{L}\p{N}]+/gu)?.join('[^\\p{L}\\p{N}]+');
  const withPart = part === undefined || !words ? undefined : new RegExp(`${words}[ ._-]+part[ ._]?[\\p{L}\\p{N}]+`, 'iu').exec(name)?.[0];
  return [before, joined, withPart].filter((each) => each !== undefined);
}
