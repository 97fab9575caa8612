/** The nearest keypoints of each of many codes. */
export class NearestKeypoints {
  /** Most keypoints of a code. */
  readonly most: number;
  /** How many were found of each code. */
  readonly counts: Uint8Array;
  /** For each code `most` pictures, as the look-up numbers them, nearest first. */
  readonly pictures: Uint32Array;
  /** The keypoint's scale and direction, in the steps of `LocalFeatures.places`. */
  readonly scales: Uint8Array;
  readonly directions: Uint8Array;
  /** The differing bits. */
  readonly distances: Uint8Array;

  /**
   * @param codes - Number of codes that are asked for.
   * @param most - Most keypoints of each, up to 255.
   */
  constructor(codes: number, most: number) {
    this.most = most;
    this.counts = new Uint8Array(codes);
    this.pictures = new Uint32Array(most * codes);
    this.scales = new Uint8Array(most * codes);
    this.directions = new Uint8Array(most * codes);
    this.distances = new Uint8Array(most * codes);
  }

  /** Adds a keypoint to those of a code, unless as many are nearer. Of equally near ones the first stays. */
  add(code: number, picture: number, scale: number, direction: number, distance: number): void {
    const { most, counts, distances } = this;
    const first = most * code;
    const count = counts[code]!;
    if (count === most && distances[first + most - 1]! <= distance) return;
    let at = first + Math.min(count, most - 1);
    for (; at > first && distances[at - 1]! > distance; at--) this.#move(at - 1, at);
    this.pictures[at] = picture;
    this.scales[at] = scale;
    this.directions[at] = direction;
    distances[at] = distance;
    if (count < most) counts[code] = count + 1;
  }

  #move(from: number, to: number): void {
    this.pictures[to] = this.pictures[from]!;
    this.scales[to] = this.scales[from]!;
    this.directions[to] = this.directions[from]!;
    this.distances[to] = this.distances[from]!;
  }
}
