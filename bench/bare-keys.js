// Measures: COUNT RSA-2048 keys by two processes of bare node:crypto, half of them each, encoded as files hold them.
// Usage: node bare-keys.js COUNT
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const [, , count, isHalf] = process.argv;
if (isHalf) make(Number(count));
else await Promise.all([Math.ceil(count / 2), Math.floor(count / 2)].map(makeElsewhere));

function make(keys) {
  for (let made = 0; made < keys; made++) {
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
  }
}

async function makeElsewhere(keys) {
  const words = [fileURLToPath(import.meta.url), String(keys), 'half'];
  const [code] = await once(spawn(process.execPath, words, { stdio: 'inherit' }), 'close');
  if (code !== 0) process.exitCode = 1;
}
