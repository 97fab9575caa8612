import { PlainSpectrum } from '../kernels/spectrum/plain-spectrum.ts';
import { FEWEST_SAMPLES, type SpectrumKernel } from '../kernels/spectrum/spectrum-kernel.ts';
import { createWasmSpectrum } from '../kernels/spectrum/wasm-spectrum.ts';

/**
 * Creates the fastest kernel of this engine for power spectra.
 * @param size - Samples in: a power of two from 16 to 65536.
 */
export function createPowerSpectrum(size: number): SpectrumKernel {
  if (!(size >= FEWEST_SAMPLES && size <= 65_536 && (size & (size - 1)) === 0)) {
    throw new RangeError(`size must be a power of two from ${FEWEST_SAMPLES} to 65536, got ${size}`);
  }
  return createWasmSpectrum(size) ?? new PlainSpectrum(size);
}
