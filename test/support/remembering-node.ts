// Node's derivations of keys for programs that run in this process: they are slow on purpose, and pure. What one gave
// once is given again, since the calls of a test open the same key many times.
import crypto, { createHash } from 'node:crypto';
import { promisify } from 'node:util';

/** Fewer rounds than these are not worth the memory. */
const MANY = 1000;

/** Call it before the program is loaded, which takes what it needs of the module then. */
export function rememberDerivations(): void {
  const { pbkdf2, createPrivateKey } = crypto;
  const derive = promisify(pbkdf2);
  const derived = new Map<string, Promise<Buffer>>();
  crypto.pbkdf2 = (...[password, salt, rounds, length, digest, answer]) => {
    if (rounds < MANY) return pbkdf2(password, salt, rounds, length, digest, answer);
    const name = nameOf(password, salt, rounds, length, digest);
    const key = derived.get(name) ?? derive(password, salt, rounds, length, digest);
    derived.set(name, key);
    key.then(
      // A copy: who has asked may write into it.
      (octets) => answer(null, Buffer.from(octets)),
      (error: Error) => answer(error, Buffer.alloc(0)),
    );
  };
  const opened = new Map<string, crypto.KeyObject>();
  crypto.createPrivateKey = (input) => {
    const { key, format, type, passphrase } = input as crypto.PrivateKeyInput;
    if (passphrase === undefined) return createPrivateKey(input);
    const name = nameOf(key, format, type, passphrase);
    const object = opened.get(name) ?? createPrivateKey(input);
    opened.set(name, object);
    return object;
  };
}

/** Short, however long the inputs are: it stays for as long as the worker. */
function nameOf(...inputs: readonly unknown[]): string {
  const words = inputs.map((one) =>
    ArrayBuffer.isView(one)
      ? Buffer.from(one.buffer, one.byteOffset, one.byteLength).toString('hex')
      : JSON.stringify(one),
  );
  return createHash('sha256').update(words.join()).digest('base64');
}
