"use strict";
// Deterministic CBOR (RFC 8949, 4.2.1), the few types of the printed record: whole numbers, bytes,
// text, and one map whose keys are numbers in order. Whatever is written otherwise is refused.

const { text } = require("./writings.js");

exports.map = (bytes) => {
  const reader = { bytes, at: 0 };
  const [kind, size] = head(reader);
  if (kind !== 5 || size > 100) throw new Error("no map");
  const found = new Map();
  let before = -1;
  for (let left = size; left > 0; left--) {
    const [keyed, key] = head(reader);
    if (keyed !== 0 || key <= before) throw new Error("keys out of order");
    found.set(key, item(reader));
    before = key;
  }
  if (reader.at !== bytes.length) throw new Error("more than a map");
  return found;
};

function item(reader) {
  const [kind, value] = head(reader);
  if (kind === 0) return value;
  if (kind === 1) return -1 - value;
  if (kind === 2) return taken(reader, value);
  if (kind === 3) return text(taken(reader, value));
  throw new Error("a type that does not belong there");
}

// Returns the kind of what comes, and its number or size, which must be written as short as it can be.
function head(reader) {
  const [first] = taken(reader, 1);
  const short = first & 31;
  if (short < 24) return [first >> 5, short];
  if (short > 26) throw new Error("too large");
  const width = 1 << (short - 24);
  const value = taken(reader, width).reduce((sum, byte) => sum * 256 + byte, 0);
  if (value < (width === 1 ? 24 : 2 ** (4 * width))) throw new Error("longer than it need be");
  return [first >> 5, value];
}

function taken(reader, size) {
  const end = reader.at + size;
  if (end > reader.bytes.length) throw new Error("cut");
  const part = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return part;
}
