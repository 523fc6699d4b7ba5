"use strict";
// The credential as machines read it (Open Badges 3.0): as a JWT, or as JSON with proofs of its own.

const { canonical } = require("./canonical.js");
const { sha256, verifies } = require("./keys.js");
const { base58, base64url, joined, text, utf8 } = require("./writings.js");
const { Refusal } = require("./refusal.js");
const { quoted } = require("./words.js");

const SUITE = "eddsa-jcs-2022";

exports.looksLikeJwt = (given) => /^ey[\w-]*\.[\w-]*\.[\w-]*$/.test(given);

exports.readJwt = (jwt, keys, known) => {
  const [head, body, signature] = jwt.split(".");
  let header, credential, signed;
  try {
    header = JSON.parse(text(base64url(head)));
    credential = JSON.parse(text(base64url(body)));
    signed = base64url(signature);
  } catch (unreadable) {
    throw new Refusal("altered");
  }
  const key = keyOf(header.kid, keys, credential, known);
  if (header.alg !== "EdDSA" || header.crit || !verifies(key, signed, utf8(`${head}.${body}`))) throw new Refusal("altered");
  return { ...told(credential, key), checked: "Checked: the signature of the JWT, “EdDSA”, which covers all of it." };
};

exports.readJson = (json, keys, known) => {
  const { proof, ...credential } = object(json);
  const all = [].concat(proof || []).filter(Boolean);
  const proofs = all.filter(({ cryptosuite }) => cryptosuite === SUITE);
  if (all.length && !proofs.length) throw new Refusal("unchecked", `Of proofs in JSON, this page checks “${SUITE}” only.`);
  if (!proofs.length) throw new Refusal("unreadable", "It is JSON, but nothing in it is a signature.");
  const own = proofs.find(({ verificationMethod }) => found(verificationMethod, keys)) || proofs[0];
  const key = keyOf(own.verificationMethod, keys, credential, known);
  if (!isProven(credential, own, key)) throw new Refusal("altered");
  return { ...told(credential, key), checked: `Checked: its proof “${SUITE}”, which covers all of it.${all.length > 1 ? " Its other proofs were not looked at." : ""}` };
};

function object(json) {
  let read;
  try {
    read = JSON.parse(json);
  } catch (broken) {
    throw new Refusal("unreadable", "It begins like a credential in JSON, but is cut or broken.");
  }
  return read;
}

// https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022
function isProven(credential, { proofValue, ...options }, key) {
  try {
    const contexts = [].concat(options["@context"] || []);
    const begins = [].concat(credential["@context"]).slice(0, contexts.length);
    if (canonical(contexts) !== canonical(begins)) return false;
    if (options.type !== "DataIntegrityProof" || options.proofPurpose !== "assertionMethod") return false;
    const document = options["@context"] ? { ...credential, "@context": options["@context"] } : credential;
    const hashes = [options, document].map((part) => sha256(utf8(canonical(part))));
    return verifies(key, base58(proofValue), joined(...hashes));
  } catch (unreadable) {
    return false;
  }
}

// A key is named `did:web:…#<thumbprint>` or `did:key:z…#z…`.
function found(name, keys) {
  const last = String(name).split("#").pop();
  return keys.find(({ id, multibase }) => last === id || last === multibase);
}

function keyOf(name, keys, credential, known) {
  const key = found(name, keys);
  if (key) return key;
  const issuer = (credential && credential.issuer) || {};
  const named = typeof issuer === "object" && issuer.name ? `It says that it was issued by ${quoted(issuer.name)}.` : "";
  throw new Refusal((issuer.id || issuer) === known.issuer.id ? "unknown" : "foreign", named);
}

function told(credential, key) {
  if (![].concat(credential.type).includes("OpenBadgeCredential")) {
    throw new Refusal("foreign", "It was signed by a key that this page carries, but it is not a certificate.");
  }
  const subject = [].concat(credential.credentialSubject)[0] || {};
  const achievement = subject.achievement || {};
  const issuer = credential.issuer || {};
  const identities = [].concat(subject.identifier || []);
  return {
    key,
    whole: credential,
    issuedOn: String(credential.validFrom || "").slice(0, 10),
    places: [].concat(credential.credentialStatus || []).map(place),
    hidden: identities.filter(({ hashed }) => hashed),
    facts: {
      holder: identities.filter(({ hashed, identityType }) => !hashed && identityType === "name").map((each) => each.identityHash).join(", "),
      programme: achievement.name,
      edition: achievement.version,
      issuer: issuer.name || issuer.id || issuer,
      modules: [].concat(achievement.alignment || []).map((module) => module.targetName),
      code: String(credential.id || "").split("/").pop(),
      description: credential.description,
      criteria: (achievement.criteria || {}).narrative,
      content: achievement.description,
    },
  };
}

function place({ statusListCredential, statusListIndex, statusPurpose }) {
  const number = /\/(\d+)$/.exec(String(statusListCredential));
  return { purpose: statusPurpose, number: number ? Number(number[1]) : -1, index: Number(statusListIndex) };
}

// Tells whether `value`, a name or an address, is what was hashed.
exports.standsFor = (identity, value) => {
  const hash = sha256(utf8(value + (identity.salt || "")));
  return identity.identityHash === `sha256$${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
};
