"use strict";
// What was packed, with a limit: a small file can be made to swell to gigabytes.

const { joined } = require("./writings.js");

const MOST = 4 * 1024 * 1024; // bytes

exports.unpacked = async (bytes, format) => {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(...parts);
    parts.push(value);
    size += value.length;
    if (size > MOST) {
      reader.cancel();
      throw new Error("swells");
    }
  }
};
