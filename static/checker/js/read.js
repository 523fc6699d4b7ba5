"use strict";
// Whatever is given, made into facts that a key of ours signed, or a Refusal.

const { readCompact } = require("./compact.js");
const { looksLikeJwt, readJson, readJwt } = require("./credential.js");
const { inPdf, inPng, inSvg, isPdf, isPng } = require("./inside.js");
const { inPicture } = require("./picture.js");
const { text } = require("./writings.js");
const { Refusal } = require("./refusal.js");

const LARGEST = 20 * 1024 * 1024; // bytes
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}([ -]?[0-9A-HJKMNP-TV-Z]{4}){3}$/i;

exports.isCode = (given) => CODE.test(given);

exports.readText = (given, keys, known) => {
  const said = given.trim();
  if (!said) throw new Refusal("unreadable", "There is nothing in it yet.");
  if (said.startsWith("{")) return readJson(said, keys, known);
  const closed = said.replace(/\s/g, ""); // mails break lines
  if (looksLikeJwt(closed)) return readJwt(closed, keys, known);
  const address = /^[a-z]+:\/\/[^?#]*\/c\/([^/?#]*)$/i.exec(closed);
  if (address) return readCompact(address[1].toUpperCase(), keys);
  if (/^https?:/i.test(closed)) {
    throw new Refusal("unreadable", "This address does not hold the signed facts: it only leads to them. Open it while you have a network, or check the square code.");
  }
  if (CODE.test(said)) {
    throw new Refusal("unreadable", "A code alone says nothing without a network. Type it on the programme’s page, or check the square code.");
  }
  return readCompact(/^[\x21-\x7e]*$/.test(closed) ? closed.toUpperCase() : "", keys);
};

exports.readFile = async (file, keys, known) => {
  if (file.size > LARGEST) {
    throw new Refusal("unreadable", `The file is too large: ${Math.ceil(file.size / 1024 / 1024)} MB. This page reads files of up to 20 MB.`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!bytes.length) throw new Refusal("unreadable", "The file is empty.");
  return exports.readText(await within(file, bytes), keys, known);
};

async function within(file, bytes) {
  if (isPdf(bytes)) return inPdf(bytes);
  const baked = isPng(bytes) && (await inPng(bytes));
  if (baked) return baked;
  const written = isPng(bytes) ? "" : worded(bytes).trim();
  if (/^(\{|ey)/.test(written)) return written;
  const credential = written.startsWith("<") && inSvg(written);
  if (credential) return credential;
  if (file.type.startsWith("text/") && !written.startsWith("<")) return written;
  return inPicture(file).then(seen, () => seen(""));
}

function worded(bytes) {
  try {
    return text(bytes).replace(/^\ufeff/, "");
  } catch (picture) {
    return "";
  }
}

function seen(code) {
  if (code) return code;
  throw new Refusal("unreadable", "No square code was found in it. Take the picture from above, in good light, so that the code fills much of it, and sharply.");
}
