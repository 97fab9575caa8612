/** Moments from which on changes are motion. A title card that appears and vanishes over black changes in two, one that fades in three. */
const FEWEST_MOMENTS = 4;

/**
 * Whether changes are an event of a few moments rather than motion. A title card that two films share changes when it appears and when it
 * vanishes, and its pattern is the same in both. The number of moments is Kish's effective sample size: the squared sum of their energies
 * by the sum of the squared energies (Kish, "Survey Sampling", 1965). People before a camera move in three moments of four.
 * @param changes - Changes of the parts of a picture, moment after moment.
 * @param parts - Parts of a picture.
 */
export function isEvent(changes: ArrayLike<number>, parts: number): boolean {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < changes.length; at += parts) {
    let energy = 0;
    for (let part = at; part < at + parts; part++) energy += changes[part]! ** 2;
    sum += energy;
    squares += energy ** 2;
  }
  return sum ** 2 < FEWEST_MOMENTS * squares;
}
