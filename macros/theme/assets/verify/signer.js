// Whether signer.json names the key that a pack's signature says made it, as macros/evidence/verify/signature.py. Whether
// the signature is right isn't checked here, and the page says so.
(function (here) {
  "use strict";

  const MAGIC = "SSHSIG";
  const ARMOUR = /-----BEGIN SSH SIGNATURE-----([^]*?)-----END SSH SIGNATURE-----/;
  const kim = here.KimVerify;

  function bytesOf(letters) {
    return Uint8Array.from(letters, function (letter) { return letter.charCodeAt(0); });
  }

  function part(blob, start) {
    const length = new DataView(blob.buffer, blob.byteOffset + start).getUint32(0);
    return blob.subarray(start + 4, start + 4 + length);
  }

  /** The public key in an SSH signature (PROTOCOL.sshsig of OpenSSH): {text, print}; null where it has none. */
  async function keyIn(signature) {
    const armour = ARMOUR.exec(new TextDecoder("latin1").decode(signature));
    try {
      const letters = atob(armour[1].replace(/[^A-Za-z0-9+/=]/g, ""));
      const key = part(bytesOf(letters), MAGIC.length + 4);
      const kind = String.fromCharCode(...part(key, 0));
      if (!letters.startsWith(MAGIC)) return null;
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", key));
      const print = btoa(String.fromCharCode(...digest)).replace(/=+$/, "");
      return { text: kind + " " + btoa(String.fromCharCode(...key)), print: "SHA256:" + print };
    } catch (error) {
      return null;
    }
  }

  /** signer.json as {kind, key, fingerprint}; null where it isn't there or can't be read. */
  function readSigner(content) {
    try {
      const stated = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
      const fields = [stated.kind, stated.key, stated.fingerprint];
      if (fields.includes(undefined)) return null;
      return { kind: String(fields[0]), key: String(fields[1]), fingerprint: String(fields[2]) };
    } catch (error) {
      return null;
    }
  }

  /** Findings about signer.json beside one signature; of an OpenPGP key nobody can say more than its kind here. */
  async function checkSigner(files, kind, name, names) {
    const signer = files.has(names.signer) ? readSigner(files.get(names.signer)) : null;
    if (!signer) return [["signer-unread", {}]];
    const key = kind === "ssh" ? await keyIn(files.get(name)) : null;
    const differs = signer.fingerprint && key && signer.fingerprint !== key.print;
    const another = kind === "ssh" && signer.key !== (key ? key.text : "");
    if (signer.kind === kind && !differs && !another) return [];
    return [["signer-contradicts", { key: key ? key.print : "which nobody can name here" }]];
  }

  here.KimVerify = Object.assign(kim, { checkSigner: checkSigner });
})(globalThis);
