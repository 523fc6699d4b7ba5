"use strict";
// The printed record, as learning/certificates/compact.py writes it.

const cbor = require("./cbor.js");
const { base32, joined, same, utf8 } = require("./writings.js");
const { verifies } = require("./keys.js");
const { Refusal } = require("./refusal.js");
const { quoted } = require("./words.js");

const CONTEXT = utf8("learning certificate 1\n");
const BEGINS = /^AG[VW]/; // the version, and a map of 11 or of 12
const SIGNATURE = 64;
const PLACES = 131072; // in one withdrawal list
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TEXT = "string";
const NUMBER = "number";
const CODE = 10; // bytes
const SHAPE = { 1: CODE, 2: TEXT, 3: TEXT, 4: TEXT, 5: TEXT, 6: NUMBER, 7: NUMBER, 8: NUMBER, 9: 8, 10: NUMBER, 11: NUMBER };

exports.readCompact = (payload, keys) => {
  const bytes = read(() => base32(payload), payload);
  const body = bytes.subarray(0, -SIGNATURE);
  if (body[0] !== 1) throw new Refusal("foreign");
  const fields = read(() => shaped(cbor.map(body.subarray(1))), payload);
  const key = keys.find(({ thumbprint }) => same(thumbprint.subarray(0, 8), fields.get(9)));
  if (!key) throw new Refusal("unknown", `It says that it was issued by ${quoted(fields.get(5))}.`);
  if (!verifies(key, bytes.subarray(-SIGNATURE), joined(CONTEXT, body))) throw new Refusal("altered");
  return { key, ...told(fields) };
};

function read(how, payload) {
  try {
    return how();
  } catch (unreadable) {
    throw new Refusal(BEGINS.test(payload) ? "altered" : "foreign");
  }
}

function shaped(fields) {
  const shape = fields.has(12) ? { ...SHAPE, 12: CODE } : SHAPE;
  const right = ([name, kind]) => {
    const value = fields.get(Number(name));
    return typeof kind === "number" ? value instanceof Uint8Array && value.length === kind : typeof value === kind;
  };
  if (fields.size !== Object.keys(shape).length || !Object.entries(shape).every(right)) throw new Error("another shape");
  return fields;
}

function told(fields) {
  const index = fields.get(11);
  return {
    issuedOn: new Date(fields.get(6) * 86400000).toISOString().slice(0, 10),
    places: [{ number: Math.floor(index / PLACES), index: index % PLACES }],
    facts: {
      holder: fields.get(2),
      programme: fields.get(3),
      edition: fields.get(4),
      issuer: fields.get(5),
      alone: fields.get(7),
      together: fields.get(8),
      modules: fields.get(10),
      code: code(fields.get(1)),
      replaces: fields.has(12) ? code(fields.get(12)) : "",
    },
  };
}

function code(bytes) {
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let signs = "";
  for (let left = 16; left > 0; left--, number >>= 5n) signs = CROCKFORD[Number(number & 31n)] + signs;
  return signs.match(/.{4}/g).join("-");
}
