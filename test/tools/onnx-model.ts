import { seeded } from './synthetic-film.ts';

// The few messages of onnx.proto3 (ONNX IR version 8) that a small model needs, in protobuf's wire format. A field is its number and
// type, then a varint, or a length and that many bytes.

/** Sizes of a tensor; a text leaves one open. */
export type Sizes = readonly (number | string)[];

/** A model of one graph. */
export interface OnnxModel {
  readonly inputs: Readonly<Record<string, Sizes>>;
  readonly outputs: Readonly<Record<string, Sizes>>;
  /** Operator, its inputs, its outputs, and whole-number attributes. */
  readonly nodes: readonly (readonly [
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes?: Readonly<Record<string, number>>,
  ])[];
  /** Constants by name: float32 or int64 values with their sizes. */
  readonly constants?: Readonly<Record<string, readonly [sizes: readonly number[], values: Float32Array | BigInt64Array]>>;
}

/** Writes a model file of operator set 17. */
export function encodeOnnx({ inputs, outputs, nodes, constants = {} }: OnnxModel): Uint8Array {
  const graph = [
    ...nodes.map(([operator, from, to, attributes = {}]) =>
      field(1, [
        ...from.map((name) => field(1, name)),
        ...to.map((name) => field(2, name)),
        field(4, operator),
        ...Object.entries(attributes).map(([name, value]) => field(5, [field(1, name), field(3, value), field(20, INT_ATTRIBUTE)])),
      ]),
    ),
    field(2, 'graph'),
    ...Object.entries(constants).map(([name, [sizes, values]]) =>
      field(5, [
        ...sizes.map((size) => field(1, size)),
        field(2, values instanceof Float32Array ? FLOAT : INT64),
        field(8, name),
        field(9, [new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]),
      ]),
    ),
    ...Object.entries(inputs).map(([name, sizes]) => field(11, valueInfo(name, sizes))),
    ...Object.entries(outputs).map(([name, sizes]) => field(12, valueInfo(name, sizes))),
  ];
  return Buffer.concat([field(1, 8), field(7, graph), field(8, [field(1, ''), field(2, 17)])]);
}

const FLOAT = 1;
const INT64 = 7;
const INT_ATTRIBUTE = 2;

function valueInfo(name: string, sizes: Sizes): Uint8Array[] {
  const shape = sizes.map((size) => field(1, [typeof size === 'string' ? field(2, size) : field(1, size)]));
  return [field(1, name), field(2, [field(1, [field(1, FLOAT), field(2, shape)])])];
}

function field(number: number, value: number | string | readonly Uint8Array[]): Uint8Array {
  if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.concat(value);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.of(...bytes, value);
}

/** A seeded matrix, `side * side` rows by `values` columns, whose columns sum to zero: a brighter picture gives the same values. */
export function projection(side: number, values: number, seed: number): Float32Array {
  const random = seeded(seed);
  const matrix = Float32Array.from({ length: side * side * values }, () => random() - 0.5);
  for (let column = 0; column < values; column++) {
    let sum = 0;
    for (let at = column; at < matrix.length; at += values) sum += matrix[at]!;
    for (let at = column; at < matrix.length; at += values) matrix[at]! -= sum / side ** 2;
  }
  return matrix;
}

/** A model that multiplies the flattened picture with a matrix: random projections, the simplest descriptor that is worth one. */
export function projectionModel(side: number, values: number, matrix: Float32Array): Uint8Array {
  return encodeOnnx({
    inputs: { picture: ['batch', 1, side, side] },
    outputs: { values: ['batch', values] },
    nodes: [
      ['Flatten', ['picture'], ['flat'], { axis: 1 }],
      ['MatMul', ['flat', 'matrix'], ['values']],
    ],
    constants: { matrix: [[side * side, values], matrix] },
  });
}
