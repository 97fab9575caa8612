/** Starts of the parts of a line that is divided into `parts`, rounded to whole pixels, and the end of the last one. */
export function cutsOf(length: number, parts: number): Uint32Array {
  // Without a callback: it runs for four sides of a frame.
  const cuts = new Uint32Array(parts + 1);
  for (let part = 0; part <= parts; part++) cuts[part] = Math.round((part * length) / parts);
  return cuts;
}
