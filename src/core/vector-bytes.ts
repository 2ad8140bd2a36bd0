/** Values as float32, little-endian, on any machine: how vectors are stored and sent. Four bytes each. */
export function bytesOfVector(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(vector.length * 4);
  const view = new DataView(bytes.buffer);
  for (let place = 0; place < vector.length; place += 1) view.setFloat32(place * 4, vector[place]!, true);
  return bytes;
}

/**
 * The values that bytes stand for, at whatever address the bytes begin; undefined where the bytes are
 * not whole values.
 */
export function vectorOfBytes(bytes: Uint8Array): Float32Array | undefined {
  if (bytes.byteLength % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = new Float32Array(bytes.byteLength / 4);
  for (let place = 0; place < vector.length; place += 1) vector[place] = view.getFloat32(place * 4, true);
  return vector;
}
