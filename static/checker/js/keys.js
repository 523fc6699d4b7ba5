"use strict";
// The keys this page carries, and whether one of them signed something. A key is named by what it is
// (RFC 7638), never by what the page calls it.

const ed25519 = require("../vendor/noble-ed25519.js");
const { sha256, sha512 } = require("../vendor/sha2.js");
const { asBase58, asBase64url, base64url, hex, joined, utf8 } = require("./writings.js");

const MULTICODEC = [0xed, 0x01]; // before an Ed25519 key in a `did:key`

ed25519.etc.sha512Sync = (...parts) => sha512(ed25519.etc.concatBytes(...parts));

exports.sha256 = sha256;

exports.carried = (known) => known.keys.map(({ raw, from, to, stolen }) => {
  const bytes = base64url(raw);
  const thumbprint = sha256(utf8(`{"crv":"Ed25519","kty":"OKP","x":"${raw}"}`));
  return { raw: bytes, from, to, stolen, thumbprint, id: asBase64url(thumbprint), multibase: asBase58(joined(MULTICODEC, bytes)) };
});

// The strict rules of RFC 8032: of two readings of a signature there is one.
exports.verifies = (key, signature, bytes) => {
  try {
    return ed25519.verify(hex(signature), hex(bytes), hex(key.raw), { zip215: false });
  } catch (unusable) {
    return false;
  }
};
