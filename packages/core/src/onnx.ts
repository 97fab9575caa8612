/** Frame hashers from models of one's own. Needs Node and the optional peer `onnxruntime-web`; neither of the other entries imports it. */

export { createOnnxHasher, type OnnxHasher, type OnnxHasherOptions } from './onnx/create-onnx-hasher.ts';
