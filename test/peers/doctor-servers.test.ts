// What doctor says of a server alone, against curl, openssl and redis-cli with the right certificate before the very same files.
import { beforeAll, describe, it } from 'vitest';
import { describePeer, OPENSSL } from '../support/peer.js';
import { realFiles } from '../support/real-files.js';
import {
  endRealEnds,
  fails,
  holds,
  type Outcome,
  RealLinks,
  unseen,
  works,
} from '../support/real-links.js';
import { CURL, NGINX, REDIS, REDIS_CLI, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endRealEnds();

/** What each calls the files of its own. */
const SERVERS = {
  nginx: (cert: string, key: string, ca: string) =>
    `server { listen 127.0.0.1:PORT ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};
ssl_client_certificate ${ca}; ssl_verify_client on; location / { return 200 "hello\\n"; } }\n`,
  stunnel: (cert: string, key: string, ca: string) =>
    `foreground = yes\npid =\n[a]\naccept = 127.0.0.1:PORT\nconnect = 127.0.0.1:BACK\ncert = ${cert}\nkey = ${key}\nCAfile = ${ca}\nverifyChain = yes\n`,
  redis: (cert: string, key: string, ca: string) =>
    `bind 127.0.0.1\nport 0\ntls-port PORT\ntls-cert-file ${cert}\ntls-key-file ${key}\ntls-ca-cert-file ${ca}\n`,
} as const;

const FILES = { cert: 'server.crt', key: 'server.key', ca: 'ca.crt' };
const pair = (name: string) => ({ cert: `${name}.crt`, key: `${name}.key` });

const ROWS: [string, Partial<typeof FILES>, Outcome][] = [
  ['as it should be', {}, works()],
  ['RSA', pair('server-rsa'), works()],
  ['a chain', { cert: 'server-chain.crt', key: 'server-chained.key' }, works()],
  ['no purpose at all', pair('server-unlimited'), works()],
  ['two CAs', { ca: 'both.crt' }, works()],
  [
    'a chain turned round',
    { cert: 'server-turned.crt', key: 'server-chained.key' },
    fails('chain-order', 'key-mismatch'),
  ],
  ['an absent certificate', { cert: 'none.crt' }, fails('file-absent')],
  ['an absent key', { key: 'none.key' }, fails('file-absent')],
  ['an absent CA', { ca: 'none.crt' }, fails('file-absent')],
  ['garbage', { cert: 'garbage.crt' }, fails('file-unusable')],
  ['an empty CA', { ca: 'empty.crt' }, fails('file-unusable')],
  ['the key of another', { key: 'client.key' }, fails('key-mismatch')],
  ['expired', pair('server-expired'), fails('expired')],
  ['of tomorrow', pair('server-future'), fails('not-yet-valid')],
  ['SHA-1', pair('server-sha1'), fails('signature-algorithm')],
  ['the purpose of a client', pair('server-purpose'), fails('purpose')],
  ['1024 bits', pair('server-weak'), fails('key-size')],
  // Whose certificates are shown no config of a server says.
  ['another CA', { ca: 'other-ca.crt' }, unseen],
];

const strangers = { nginx: NGINX, stunnel: STUNNEL, redis: REDIS, 'redis-cli': REDIS_CLI };

describePeer('a server alone', { ...strangers, curl: CURL, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  describe.each(['nginx', 'stunnel', 'redis'] as const)('%s', (product) => {
    it.each(ROWS)('%s', async (_, changes, outcome) => {
      const { cert, key, ca } = { ...FILES, ...changes };
      const text = SERVERS[product](`FILES/${cert}`, `FILES/${key}`, `FILES/${ca}`);
      await holds(links, { server: { product, text } }, outcome);
    });
  });
});
