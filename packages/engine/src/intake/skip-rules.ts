import { basename } from 'node:path';
import picomatch from 'picomatch';

/**
 * Makes a function that finds the first pattern that a path fits. A pattern without a slash is compared with names, another one with whole
 * paths. The only file that imports picomatch.
 * @throws TypeError for an empty pattern.
 */
export function skipRules(patterns: readonly string[]): ((path: string) => string | undefined) | undefined {
  if (patterns.length === 0) return undefined;
  const rules = patterns.map((pattern) => {
    if (typeof pattern !== 'string' || pattern === '')
      throw new TypeError(`skip must hold patterns such as *.iso, got ${JSON.stringify(pattern)}`);
    const fits = picomatch(pattern, { dot: true, nocase: true });
    return { pattern, fits: pattern.includes('/') ? fits : (path: string) => fits(basename(path)) };
  });
  return (path) => rules.find(({ fits }) => fits(path.replaceAll('\\', '/')))?.pattern;
}
