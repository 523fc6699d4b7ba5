"use strict";
// The credential that travels inside another file: attached to a PDF, or baked into a picture.

const { text } = require("./writings.js");
const { unpacked } = require("./unpacked.js");
const { Refusal } = require("./refusal.js");

const MOST_ATTACHED = 50;
const LONGEST_DICTIONARY = 4000; // bytes

const plain = (bytes) => new TextDecoder("latin1").decode(bytes); // a byte a letter, to search in

exports.isPdf = (bytes) => plain(bytes.subarray(0, 1024)).includes("%PDF-");
exports.isPng = (bytes) => plain(bytes.subarray(1, 8)) === "PNG\r\n\x1a\n";

exports.inPdf = async (bytes) => {
  const pdf = plain(bytes);
  if (/\/Encrypt\s*(<<|\d+\s+\d+\s+R)/.test(pdf)) {
    throw new Refusal("unreadable", "The PDF is locked by a password or by rights. Ask for the file as it was issued.");
  }
  const credentials = new Set();
  for (const stream of attached(pdf, bytes)) {
    const content = await opened(stream);
    if (content && content.includes("VerifiableCredential")) credentials.add(content.trim());
  }
  if (credentials.size > 1) throw new Refusal("unreadable", "The PDF holds more than one credential, so nobody can say which is meant.");
  if (credentials.size === 1) return [...credentials][0];
  if (!pdf.includes("%%EOF")) throw new Refusal("unreadable", "The PDF is broken or cut: its end is missing.");
  throw new Refusal("unreadable", "There is no credential inside this PDF that can be read. Take a picture of its square code instead.");
};

// Looks no further than a dictionary reaches, so that no PDF, however odd, takes for ever.
function* attached(pdf, bytes) {
  let left = MOST_ATTACHED;
  for (let at = 0; left > 0 && (at = pdf.indexOf("/EmbeddedFile", at + 1)) > 0; left--) {
    const begin = pdf.lastIndexOf("obj", at);
    const opens = pdf.indexOf("stream", at);
    if (opens - begin > LONGEST_DICTIONARY || opens < at || begin < 0) continue;
    const start = opens + (pdf[opens + 6] === "\r" ? 8 : 7);
    const size = pdf.indexOf("endstream", start) - start;
    const dictionary = pdf.slice(begin, opens);
    if (size < 0 || dictionary.includes("endobj")) continue;
    yield { packed: /\/FlateDecode\b|\/Fl\b/.test(dictionary), lengths: lengths(pdf, dictionary, size), bytes: bytes.subarray(start) };
  }
}

// How long a stream may be: as it says itself, or up to its end with or without the line's.
function lengths(pdf, dictionary, found) {
  const said = /\/Length\s+(\d+)(\s+\d+\s+R)?/.exec(dictionary);
  const referred = said && said[2] && new RegExp(`(?:^|\\s)${said[1]}\\s+\\d+\\s+obj\\s+(\\d+)`).exec(pdf);
  const own = referred ? referred[1] : said && !said[2] && said[1];
  return [...(own ? [Number(own)] : []), found, found - 1, found - 2];
}

async function opened({ packed, lengths: sizes, bytes }) {
  for (const size of sizes) {
    try {
      const content = bytes.subarray(0, size);
      return text(packed ? await unpacked(content, "deflate") : content);
    } catch (otherwise) {
      // The next length may fit.
    }
  }
  return "";
}

exports.inPng = async (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = view.getUint32(at);
    const kind = plain(bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + size);
    if (kind === "iTXt" && plain(content).startsWith("openbadgecredential\0")) return international(content.subarray(20));
    at += 12 + size;
  }
  return "";
};

// Whether it is packed, how, a language, the keyword in it, and the text.
async function international(content) {
  const language = content.indexOf(0, 2);
  const keyword = content.indexOf(0, language + 1);
  const last = content.subarray(keyword + 1);
  return text(content[0] ? await unpacked(last, "deflate") : last).trim();
}

exports.inSvg = (svg) => {
  const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
  const [baked] = drawing.getElementsByTagNameNS("https://purl.imsglobal.org/ob/v3p0", "credential");
  return baked ? (baked.getAttribute("verify") || baked.textContent).trim() : "";
};
