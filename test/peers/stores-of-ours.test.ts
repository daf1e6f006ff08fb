// Proves, with every stranger, each form of store that the program makes; prints the matrix of products and forms.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { connect, createServer, type DetailedPeerCertificate } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGo, GO, GO_CRYPTO } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { describePeer, type Needs, OPENSSL, openssl, twoAtATime } from '../support/peer.js';
import { CRYPTOGRAPHY } from '../support/python.js';
import { does, NSS, nssDatabase } from '../support/store-peers.js';
import { CERTTOOL } from '../support/strangers.js';
import { printTable } from '../support/print-table.js';
import { runProgram } from '../support/run-cli.js';
import { runHereJson } from '../support/run-here.js';
import { makeStoreForms, type StoreForm, storeForms } from '../support/store-forms.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const forms = storeForms(folder);

interface Product {
  name: string;
  needs: Needs;
  /** What it finds in each: `1 key, 3 certificates`, `2 trusted`; or why it reads it not. */
  judge(forms: readonly StoreForm[]): Promise<string[]>;
  /** Where it is known to read no store of this form. */
  refuses?(form: StoreForm): RegExp | undefined;
}

const contents = ({ keys, certificates }: Pick<StoreForm, 'keys' | 'certificates'>) =>
  keys === 0 ? `${certificates} trusted` : `${keys} key, ${certificates} certificates`;

/** One answer a form, of a program that is run for each. */
const oneByOne =
  (ask: (form: StoreForm) => Promise<{ keys: number; certificates: number }>) =>
  (all: readonly StoreForm[]) =>
    twoAtATime(all, async (form) => {
      try {
        return contents((await ask(form)) as StoreForm);
      } catch (error) {
        return `refused ${String(error)}`;
      }
    });

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const pemBlocks = (text: string) => ({
  keys: count(text, /BEGIN (ENCRYPTED )?PRIVATE KEY/g),
  certificates: count(text, /BEGIN CERTIFICATE/g),
});

function jdk({ name, path }: (typeof JDKS)[number]): Product {
  const keytool = keytoolOf(path ?? 'java');
  return {
    name: name.replace('JDK', 'keytool'),
    needs: { [name]: path },
    judge: oneByOne(async ({ file, password, aliases }) => {
      const store = ['-keystore', file, '-storepass', password()];
      const text = await keytool.does('-list', '-v', ...store);
      const found = [...text.matchAll(/^Alias name: (.*)$/gm)].map(([, alias]) => alias);
      if (found.join() !== aliases.join()) throw new Error(`aliases ${found.join()}`);
      return {
        keys: count(text, /Entry type: PrivateKeyEntry/g),
        certificates:
          Number(/chain length: (\d+)/.exec(text)?.[1] ?? 0) +
          count(text, /Entry type: trustedCertEntry/g),
      };
    }),
  };
}

const withOpenssl = (name: string, options: readonly string[]): Product => ({
  name,
  needs: { openssl: OPENSSL },
  judge: oneByOne(async ({ file, password }) => {
    const open = ['-in', file, '-passin', `pass:${password()}`, '-nodes'];
    const { exitCode, stdout, stderr } = await openssl(['pkcs12', ...open, ...options]);
    if (exitCode !== 0) throw new Error(stderr);
    return pemBlocks(stdout);
  }),
});

const certtool: Product = {
  name: 'certtool',
  needs: { GnuTLS: CERTTOOL },
  judge: oneByOne(async ({ file, password }) =>
    pemBlocks(
      await does('certtool', [
        ...['--p12-info', '--inder', '--infile', file, '--password', password()],
      ]),
    ),
  ),
};

const pk12util = (how: 'list' | 'import'): Product => ({
  name: `NSS ${how}`,
  needs: { NSS },
  judge: oneByOne(async (form) => {
    const database = await nssDatabase(`${folder}/nss-${how}-${forms.indexOf(form)}`);
    const open = ['-W', form.password(), '-d', database];
    const listed = await does('pk12util', [how === 'list' ? '-l' : '-i', form.file, ...open]);
    if (how === 'list') {
      return {
        keys: count(listed, /^Key\(shrouded\):/gm),
        certificates: count(listed, /^Certificate(\(has private key\))?:/gm),
      };
    }
    const keys = form.keys === 0 ? '' : await does('certutil', ['-K', '-d', database]);
    return {
      keys: count(keys, /^< *\d+>/gm),
      certificates: count(
        await does('certutil', ['-L', '-d', database]),
        / [a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]* *$/gm,
      ),
    };
  }),
});

const python: Product = {
  name: 'Python',
  needs: { 'python3-cryptography': CRYPTOGRAPHY },
  judge: async (all) => {
    const script = `
import sys
from cryptography.hazmat.primitives.serialization import pkcs12
for file, password in zip(sys.argv[1::2], sys.argv[2::2]):
    store = pkcs12.load_pkcs12(open(file, 'rb').read(), password.encode())
    certificates = len(store.additional_certs) + (1 if store.cert else 0)
    print(f'1 key, {certificates} certificates' if store.key else f'{certificates} trusted')
`;
    return linesOf(CRYPTOGRAPHY ?? '', ['-c', script], all);
  },
};

const go: Product = {
  name: 'Go',
  needs: { go: GO, 'x/crypto of Go': GO_CRYPTO },
  judge: async (all) => {
    const program = await buildGo('peer', folder);
    return linesOf(program, ['read'], all);
  },
  // x/crypto/pkcs12 is frozen: SHA-1 MACs only, and always a key beside certificates.
  refuses: ({ compat, keys }) =>
    compat === 'modern'
      ? /unknown digest algorithm: 2\.16\.840\.1\.101\.3\.4\.2\.1/
      : keys === 0
        ? /expected exactly two items/
        : undefined,
};

const node: Product = {
  name: 'Node',
  needs: {},
  judge: oneByOne(async ({ file, password }) => ({
    keys: 1,
    certificates: await sentByNode(readFileSync(file), password()),
  })),
  // tls.createSecureContext takes key stores only.
  refuses: ({ keys }) => (keys === 0 ? /Unable to load (private key|PFX certificate)/ : undefined),
};

const ours: Product = {
  name: 'tlsmith',
  needs: {},
  judge: oneByOne(async ({ file, password }) => {
    const { document } = await runHereJson<{
      items: { entries: { type: string; javaEntry: string; certificates: object[] }[] }[];
    }>(['inspect', file, '--in-password-env', 'STORE'], { env: { STORE: password() } });
    const entries = document.items[0]?.entries ?? [];
    return {
      keys: entries.filter(({ javaEntry }) => javaEntry === 'PrivateKeyEntry').length,
      certificates: entries.flatMap(({ certificates }) => certificates).length,
    };
  }),
};

const products: readonly Product[] = [
  ...JDKS.map(jdk),
  withOpenssl('OpenSSL', []),
  withOpenssl('OpenSSL -legacy', ['-legacy']),
  certtool,
  pk12util('list'),
  pk12util('import'),
  python,
  go,
  node,
  ours,
];

/** By product, a cell for each form. */
const matrix = new Map<string, readonly string[]>();

beforeAll(() => makeStoreForms(folder));

for (const { name, needs, judge, refuses } of products) {
  describePeer(name, needs, () => {
    it('reads each form, or refuses it as it is known to', async () => {
      const verdicts = await judge(forms);
      const cells = forms.map((form, index) => {
        const verdict = verdicts[index] ?? 'no answer';
        return refuses?.(form)?.test(verdict) ? 'refuses' : verdict;
      });
      matrix.set(name, cells);
      expect(Object.fromEntries(forms.map((form, index) => [form.name, cells[index]]))).toEqual(
        Object.fromEntries(
          forms.map((form) => [form.name, refuses?.(form) ? 'refuses' : contents(form)]),
        ),
      );
    });
  });
}

afterAll(() => {
  const cell = (product: Product, form: StoreForm, index: number) => {
    const found = matrix.get(product.name)?.[index];
    if (found === undefined) return 'absent';
    if (found === 'refuses') return found;
    return found === contents(form) ? 'reads' : 'WRONG';
  };
  printTable(
    `Stores of tlsmith, read by strangers: ${forms.length} forms × ${products.length} readers`,
    ['form', 'holds', ...products.map(({ name }) => name)],
    forms.map((form, index) => [
      form.name,
      contents(form),
      ...products.map((product) => cell(product, form, index)),
    ]),
  );
});

/** One line of a program for each form. */
async function linesOf(program: string, args: readonly string[], all: readonly StoreForm[]) {
  const stores = all.flatMap(({ file, password }) => [file, password()]);
  const { stdout, stderr } = await runProgram(program, [...args, ...stores]);
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== all.length) throw new Error(`${basename(program)}: ${stdout}${stderr}`);
  return lines;
}

/** How many certificates a TLS server of Node sends that was given the store. */
async function sentByNode(pfx: Buffer, passphrase: string): Promise<number> {
  const server = createServer({ pfx, passphrase }, (socket) => socket.end());
  server.listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    let length = 0;
    const seen = new Set<string>();
    let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
    while (next?.fingerprint256 !== undefined && !seen.has(next.fingerprint256)) {
      seen.add(next.fingerprint256);
      length++;
      next = next.issuerCertificate;
    }
    socket.destroy();
    return length;
  } finally {
    server.close();
  }
}
