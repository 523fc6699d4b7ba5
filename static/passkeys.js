// Passkeys: the form says what the browser is to make or to sign, and is sent with its answer. Without
// this script, or in a browser without passkeys, the form says so, and other ways stand beside it.

const GAVE_UP = "No passkey was used. Try once more, or choose another way.";
const KNOWN = "This device has a passkey for your account already.";
const ELSEWHERE = "Passkeys do not work at this address. Use the address that this site is known by.";
const WORDS = { InvalidStateError: KNOWN, SecurityError: ELSEWHERE };

class PasskeyForm {
  constructor(form) {
    this.form = form;
    this.options = JSON.parse(form.dataset.options);
    this.refusal = form.querySelector("[role=alert]");
    form.querySelector("[data-cannot]").hidden = true;
    form.querySelector("button").parentElement.hidden = false;
    form.addEventListener("submit", (event) => this.submit(event));
  }

  async submit(event) {
    event.preventDefault();
    if (this.isAsking) return;
    this.isAsking = true;
    this.refuse("");
    try {
      this.form.elements.answer.value = JSON.stringify(await this.asked());
      this.form.submit();
    } catch (trouble) {
      this.refuse(WORDS[trouble.name] || GAVE_UP);
    }
    this.isAsking = false;
  }

  async asked() {
    const makes = this.form.dataset.passkey === "create";
    const publicKey = makes ? forMaking(this.options) : forShowing(this.options);
    const made = await navigator.credentials[makes ? "create" : "get"]({ publicKey });
    const { response } = made;
    const parts = makes ? ["clientDataJSON", "attestationObject"] : ["clientDataJSON", "authenticatorData", "signature"];
    const answer = {};
    for (const part of parts) answer[part] = written(response[part]);
    return { id: made.id, rawId: written(made.rawId), type: made.type, response: answer };
  }

  refuse(words) {
    this.refusal.firstChild.textContent = words;
    this.refusal.hidden = !words;
  }
}

function forMaking(options) {
  const user = { ...options.user, id: read(options.user.id) };
  return { ...options, user, challenge: read(options.challenge), excludeCredentials: known(options.excludeCredentials) };
}

function forShowing(options) {
  return { ...options, challenge: read(options.challenge), allowCredentials: known(options.allowCredentials) };
}

function known(credentials) {
  return (credentials || []).map((credential) => ({ ...credential, id: read(credential.id) }));
}

// Bytes travel as letters: base64 for addresses, without padding.
function read(letters) {
  const plain = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function written(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

if (globalThis.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) new PasskeyForm(form);
}
