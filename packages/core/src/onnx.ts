/** Frame hashers from your own models. Needs Node and the optional peer `onnxruntime-web`, which no other entry imports. */

export { createOnnxHasher, type OnnxHasher, type OnnxHasherOptions } from './onnx/create-onnx-hasher.ts';
