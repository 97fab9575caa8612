/** Fourier transforms of a power of two of complex numbers, one after the other with the real part first. The only file that knows fft.js. */
export { default as FourierTransform } from 'fft.js';
