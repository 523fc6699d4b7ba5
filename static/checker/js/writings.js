"use strict";
// Bytes written as text. Each is read only in the one way it can be written, so that no letter of it
// can be altered without being found out: the last one, too, which may have bits to spare.

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

exports.utf8 = (text) => new TextEncoder().encode(text);
exports.text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
exports.base32 = (text) => unpacked(text, BASE32, 5);
exports.base64url = (text) => unpacked(text, BASE64, 6);
exports.asBase64url = (bytes) => packed(bytes, BASE64, 6);
exports.hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

exports.joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

exports.same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

// Multibase base58btc: “z” and what follows.
exports.base58 = (text) => {
  if (!/^z[1-9A-HJ-NP-Za-km-z]{1,199}$/.test(text)) throw new Error("not base 58");
  const zeros = /^z(1*)/.exec(text)[1].length;
  let number = 0n;
  for (const sign of text.slice(1)) number = number * 58n + BigInt(BASE58.indexOf(sign));
  const bytes = [];
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 255n));
  return Uint8Array.from([...new Array(zeros).fill(0), ...bytes]);
};

exports.asBase58 = (bytes) => {
  let text = "";
  for (let number = BigInt(`0x${exports.hex(bytes)}`); number > 0n; number /= 58n) text = BASE58[Number(number % 58n)] + text;
  return `z${"1".repeat(bytes.findIndex(Boolean))}${text}`;
};

function unpacked(text, signs, width) {
  const bytes = new Uint8Array(Math.floor((text.length * width) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const sign of text) {
    const value = signs.indexOf(sign);
    if (value < 0) throw new Error(`“${sign}” does not belong there`);
    held = ((held << width) | value) & 0xffff;
    bits += width;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 255;
  }
  if (bits >= width || held & ((1 << bits) - 1)) throw new Error("cut, or bits to spare");
  return bytes;
}

function packed(bytes, signs, width) {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    for (bits += 8; bits >= width; ) text += signs[(held >> (bits -= width)) & ((1 << width) - 1)];
  }
  return bits ? text + signs[(held << (width - bits)) & ((1 << width) - 1)] : text;
}
