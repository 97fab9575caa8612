/** Fourier transforms of complex arrays with a power of two as length, the real part first. The only file that imports fft.js. */
export { default as FourierTransform } from 'fft.js';
