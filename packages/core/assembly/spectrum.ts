// The power spectrum of real samples by a complex transform of half the length over the even and the odd samples. Each number is made by the same
// operations in the same order as in the plain twin, so that the results are the same to the last bit; real and imaginary parts lie in arrays of their
// own, and two neighbours are worked on at once. The caller lays out the memory: see src/kernels/spectrum/wasm-spectrum.ts.

/** Bytes of a number, and of two. */
const ONE: usize = 8;
const TWO: usize = 16;

/** The two numbers in turn. */
function swapped(pair: v128): v128 {
  return v128.shuffle<u64>(pair, pair, 1, 0);
}

// Four inputs a, b, c, d of a butterfly lie `apart` bytes from each other, and so do the real and the imaginary parts of one array.

/**
 * The first stage: neighbours have twiddles of their own, and their outputs interleave.
 * @param imaginary - Bytes from a real part to its imaginary one.
 * @param twiddles - Cosine and minus sine of 2π k / points in two arrays of `points` numbers.
 */
function firstStage(input: usize, output: usize, imaginary: usize, points: usize, twiddles: usize): void {
  const quarter = points >> 2;
  const apart = quarter * ONE;
  const sines = points * ONE;
  for (let p: usize = 0; p < quarter; p += 2, input += TWO, output += 4 * TWO) {
    const ar = v128.load(input);
    const br = v128.load(input + apart);
    const cr = v128.load(input + 2 * apart);
    const dr = v128.load(input + 3 * apart);
    const ai = v128.load(input + imaginary);
    const bi = v128.load(input + imaginary + apart);
    const ci = v128.load(input + imaginary + 2 * apart);
    const di = v128.load(input + imaginary + 3 * apart);
    const w1r = v128.load(twiddles + p * ONE);
    const w1i = v128.load(twiddles + sines + p * ONE);
    const second = twiddles + 2 * p * ONE;
    const w2r = v128.load64_lane(second + TWO, v128.load64_zero(second), 1);
    const w2i = v128.load64_lane(second + sines + TWO, v128.load64_zero(second + sines), 1);
    const third = twiddles + 3 * p * ONE;
    const w3r = v128.load64_lane(third + 3 * ONE, v128.load64_zero(third), 1);
    const w3i = v128.load64_lane(third + sines + 3 * ONE, v128.load64_zero(third + sines), 1);

    const acr = f64x2.add(ar, cr);
    const aci = f64x2.add(ai, ci);
    const bdr = f64x2.add(br, dr);
    const bdi = f64x2.add(bi, di);
    const amr = f64x2.sub(ar, cr);
    const ami = f64x2.sub(ai, ci);
    const bmr = f64x2.sub(br, dr);
    const bmi = f64x2.sub(bi, di);
    const y0r = f64x2.add(acr, bdr);
    const y0i = f64x2.add(aci, bdi);
    const t1r = f64x2.add(amr, bmi);
    const t1i = f64x2.sub(ami, bmr);
    const t2r = f64x2.sub(acr, bdr);
    const t2i = f64x2.sub(aci, bdi);
    const t3r = f64x2.sub(amr, bmi);
    const t3i = f64x2.add(ami, bmr);
    const y1r = f64x2.sub(f64x2.mul(t1r, w1r), f64x2.mul(t1i, w1i));
    const y1i = f64x2.add(f64x2.mul(t1r, w1i), f64x2.mul(t1i, w1r));
    const y2r = f64x2.sub(f64x2.mul(t2r, w2r), f64x2.mul(t2i, w2i));
    const y2i = f64x2.add(f64x2.mul(t2r, w2i), f64x2.mul(t2i, w2r));
    const y3r = f64x2.sub(f64x2.mul(t3r, w3r), f64x2.mul(t3i, w3i));
    const y3i = f64x2.add(f64x2.mul(t3r, w3i), f64x2.mul(t3i, w3r));
    store4(output, y0r, y1r, y2r, y3r);
    store4(output + imaginary, y0i, y1i, y2i, y3i);
  }
}

/** Stores the four outputs of one butterfly and then those of the next. */
function store4(at: usize, y0: v128, y1: v128, y2: v128, y3: v128): void {
  v128.store(at, v128.shuffle<u64>(y0, y1, 0, 2));
  v128.store(at + TWO, v128.shuffle<u64>(y2, y3, 0, 2));
  v128.store(at + 2 * TWO, v128.shuffle<u64>(y0, y1, 1, 3));
  v128.store(at + 3 * TWO, v128.shuffle<u64>(y2, y3, 1, 3));
}

/** A later stage: `stride` neighbours, 4 or more, have the same twiddles. `points` are those of the whole transform. */
function laterStage(input: usize, output: usize, imaginary: usize, points: usize, stride: usize, twiddles: usize): void {
  const butterflies = (points / stride) >> 2;
  const apart = butterflies * stride * ONE;
  const row = stride * ONE;
  const sines = points * ONE;
  for (let p: usize = 0; p < butterflies; p++, output += 3 * row) {
    const first = twiddles + p * stride * ONE;
    const second = twiddles + 2 * p * stride * ONE;
    const third = twiddles + 3 * p * stride * ONE;
    const w1r = v128.load64_splat(first);
    const w1i = v128.load64_splat(first + sines);
    const w2r = v128.load64_splat(second);
    const w2i = v128.load64_splat(second + sines);
    const w3r = v128.load64_splat(third);
    const w3i = v128.load64_splat(third + sines);
    for (const end = input + row; input < end; input += TWO, output += TWO) {
      const ar = v128.load(input);
      const br = v128.load(input + apart);
      const cr = v128.load(input + 2 * apart);
      const dr = v128.load(input + 3 * apart);
      const ai = v128.load(input + imaginary);
      const bi = v128.load(input + imaginary + apart);
      const ci = v128.load(input + imaginary + 2 * apart);
      const di = v128.load(input + imaginary + 3 * apart);
      const acr = f64x2.add(ar, cr);
      const aci = f64x2.add(ai, ci);
      const bdr = f64x2.add(br, dr);
      const bdi = f64x2.add(bi, di);
      const amr = f64x2.sub(ar, cr);
      const ami = f64x2.sub(ai, ci);
      const bmr = f64x2.sub(br, dr);
      const bmi = f64x2.sub(bi, di);
      const t1r = f64x2.add(amr, bmi);
      const t1i = f64x2.sub(ami, bmr);
      const t2r = f64x2.sub(acr, bdr);
      const t2i = f64x2.sub(aci, bdi);
      const t3r = f64x2.sub(amr, bmi);
      const t3i = f64x2.add(ami, bmr);
      v128.store(output, f64x2.add(acr, bdr));
      v128.store(output + imaginary, f64x2.add(aci, bdi));
      v128.store(output + row, f64x2.sub(f64x2.mul(t1r, w1r), f64x2.mul(t1i, w1i)));
      v128.store(output + imaginary + row, f64x2.add(f64x2.mul(t1r, w1i), f64x2.mul(t1i, w1r)));
      v128.store(output + 2 * row, f64x2.sub(f64x2.mul(t2r, w2r), f64x2.mul(t2i, w2i)));
      v128.store(output + imaginary + 2 * row, f64x2.add(f64x2.mul(t2r, w2i), f64x2.mul(t2i, w2r)));
      v128.store(output + 3 * row, f64x2.sub(f64x2.mul(t3r, w3r), f64x2.mul(t3i, w3i)));
      v128.store(output + imaginary + 3 * row, f64x2.add(f64x2.mul(t3r, w3i), f64x2.mul(t3i, w3r)));
    }
  }
}

/** The last stage where the points are no power of four: sums and differences of the halves. */
function halves(input: usize, output: usize, points: usize): void {
  const half = (points >> 1) * ONE;
  for (const end = input + half; input < end; input += TWO, output += TWO) {
    const a = v128.load(input);
    const b = v128.load(input + half);
    v128.store(output, f64x2.add(a, b));
    v128.store(output + half, f64x2.sub(a, b));
  }
}

/** The even samples become real parts, the odd ones imaginary parts. */
function part(samples: usize, output: usize, imaginary: usize, points: usize): void {
  for (const end = output + points * ONE; output < end; output += TWO, samples += 2 * TWO) {
    const one = v128.load(samples);
    const two = v128.load(samples + TWO);
    v128.store(output, v128.shuffle<u64>(one, two, 0, 2));
    v128.store(output + imaginary, v128.shuffle<u64>(one, two, 1, 3));
  }
}

/** Squared magnitudes of the frequencies `k` and `k + 1`, of which the transform's values and those of their mirror images are given. */
function magnitudes(zr: v128, zi: v128, mr: v128, mi: v128, cosine: v128, sine: v128): v128 {
  const half = f64x2.splat(0.5);
  const evenReal = f64x2.mul(f64x2.add(zr, mr), half);
  const evenImaginary = f64x2.mul(f64x2.sub(zi, mi), half);
  const oddReal = f64x2.mul(f64x2.add(zi, mi), half);
  const oddImaginary = f64x2.mul(f64x2.sub(mr, zr), half);
  const re = f64x2.sub(f64x2.add(evenReal, f64x2.mul(cosine, oddReal)), f64x2.mul(sine, oddImaginary));
  const im = f64x2.add(f64x2.add(evenImaginary, f64x2.mul(cosine, oddImaginary)), f64x2.mul(sine, oddReal));
  return f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im));
}

/**
 * Measures the squared magnitude of each frequency.
 * @param points - Of the complex transform, half the samples: 8 or more, a power of two.
 * @param scratch - Room for two arrays of `2 * points` numbers, one after the other.
 * @param twiddles - Cosine and minus sine of 2π k / points, two arrays of `points` numbers.
 * @param split - Cosine and minus sine of 2π k / (2 * points), two arrays of `points` numbers.
 * @param power - Receives `points` numbers.
 */
export function measure(samples: usize, points: usize, scratch: usize, twiddles: usize, split: usize, power: usize): void {
  const imaginary = points * ONE;
  let from = scratch;
  let to = scratch + 2 * imaginary;
  part(samples, from, imaginary, points);
  firstStage(from, to, imaginary, points, twiddles);
  let stride: usize = 4;
  for (; stride << 2 <= points; stride <<= 2) {
    const filled = to;
    to = from;
    from = filled;
    laterStage(from, to, imaginary, points, stride, twiddles);
  }
  if (stride < points) {
    halves(to, from, points);
    halves(to + imaginary, from + imaginary, points);
    to = from;
  }

  const sum = load<f64>(to) + load<f64>(to + imaginary);
  store<f64>(power, sum * sum);
  let low = to + ONE;
  let high = to + imaginary - TWO;
  for (let k: usize = 1; k < points; k += 2, low += TWO, high -= TWO) {
    const at = k * ONE;
    // The last of the frequencies, an odd number, has none beside it: what is made for that is written past them.
    const result = magnitudes(
      v128.load(low),
      v128.load(low + imaginary),
      swapped(v128.load(high)),
      swapped(v128.load(high + imaginary)),
      v128.load(split + at),
      v128.load(split + imaginary + at),
    );
    v128.store(power + at, result);
  }
}
