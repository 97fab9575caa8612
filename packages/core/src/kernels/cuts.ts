/** Where the parts of a line begin that is cut into so many, rounded to whole pixels, and where the last one ends. */
export function cutsOf(length: number, parts: number): Uint32Array {
  // Without a callback: it is asked for four sides of a frame.
  const cuts = new Uint32Array(parts + 1);
  for (let part = 0; part <= parts; part++) cuts[part] = Math.round((part * length) / parts);
  return cuts;
}
