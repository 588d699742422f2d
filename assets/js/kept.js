// What could not be sent, kept on this device: encrypted (AES-GCM) under a key that the service gives only to the signed-in
// session of whoever wrote it, and that is nowhere but in the memory of a page. Erased once it is sent, or after 24 hours.

import { BY_ITSELF } from "./session.js";

/** The service tells a script in JSON where a form led: a script cannot see where a redirect leads. */
export const FROM_SCRIPT = { "X-From-Script": "1" };

const PREFIX = "caseload-kept:";
const LONGEST = 24 * 60 * 60 * 1000;
const SKEW = 60_000;

export class SignedOutError extends Error {}
export class OtherPersonError extends Error {}

const fromText = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const toText = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

function read(name) {
  try {
    const { owner, at, day, iv, sealed } = JSON.parse(localStorage.getItem(name));
    return { id: name.slice(PREFIX.length), owner, at, day, iv, sealed };
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return []; // the browser keeps nothing for us
  }
}

/** Anybody's that is older than a day, or that cannot be read. */
export function eraseOld() {
  for (const name of names()) {
    const age = Date.now() - (read(name)?.at ?? 0);
    if (!(age >= -SKEW && age < LONGEST)) {
      localStorage.removeItem(name);
    }
  }
}

const boundTo = ({ owner, id, at, day }) => new TextEncoder().encode([owner, id, at, day].join(" "));

/** The texts of one person: whoever this page was made for. */
export class Kept {
  constructor({ keysUrl, owner, signInUrl }) {
    Object.assign(this, { keysUrl, owner, signInUrl, keys: new Map(), token: "", kinds: new Map() });
  }

  /** Whether anything of this person is here; what it says needs the key. */
  get isEmpty() {
    return !names().some((name) => read(name)?.owner === this.owner);
  }

  /** Asks for the keys, and a token to send with. Whoever is signed in now may be somebody else. */
  async unlock() {
    const headers = { Accept: "application/json", ...BY_ITSELF, ...FROM_SCRIPT };
    const answer = await fetch(this.keysUrl, { headers, redirect: "manual", cache: "no-store" });
    const said = answer.ok ? await answer.json() : {};
    if (said.leads_to?.startsWith(this.signInUrl)) {
      throw new SignedOutError();
    }
    if (!said.keys) {
      throw new TypeError(`No keys: ${answer.status}`);
    }
    if (said.owner !== this.owner) {
      throw new OtherPersonError();
    }
    this.token = said.token;
    this.newest = said.keys[0][0];
    for (const [day, key] of said.keys) {
      this.keys.set(day, await crypto.subtle.importKey("raw", fromText(key), "AES-GCM", false, ["encrypt", "decrypt"]));
    }
  }

  /** Whether it is safe on this device now. */
  async keep(entry) {
    try {
      if (!this.newest) {
        await this.unlock();
      }
      const { id, at } = entry;
      const outside = { owner: this.owner, at, day: this.newest };
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const how = { name: "AES-GCM", iv, additionalData: boundTo({ id, ...outside }) };
      const plain = new TextEncoder().encode(JSON.stringify(entry));
      const sealed = await crypto.subtle.encrypt(how, this.keys.get(this.newest), plain);
      localStorage.setItem(PREFIX + id, JSON.stringify({ ...outside, iv: toText(iv), sealed: toText(sealed) }));
      this.kinds.set(id, entry.kind);
      return true;
    } catch {
      return false;
    }
  }

  erase(id, { kind } = {}) {
    if (kind && this.kinds.get(id) !== kind) {
      return;
    }
    this.kinds.delete(id);
    try {
      localStorage.removeItem(PREFIX + id);
    } catch {
      // Nothing could be kept either.
    }
  }

  /** All that this person has here, newest first. */
  async mine() {
    eraseOld();
    const found = [];
    for (const outer of names().map(read)) {
      const entry = outer && outer.owner === this.owner ? await this.open(outer) : null;
      if (entry) {
        this.kinds.set(entry.id, entry.kind);
        found.push(entry);
      }
    }
    return found.sort((one, other) => other.at - one.at);
  }

  async open(outer) {
    if (!this.keys.has(outer.day)) {
      await this.unlock();
    }
    try {
      const how = { name: "AES-GCM", iv: fromText(outer.iv), additionalData: boundTo(outer) };
      const plain = await crypto.subtle.decrypt(how, this.keys.get(outer.day), fromText(outer.sealed));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null; // changed by somebody, or of a key that is no more
    }
  }
}
