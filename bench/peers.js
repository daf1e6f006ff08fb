// Measures nothing itself: other programs that do the same jobs, each as a line of shell. `$CA` is a folder with a CA of their own kind,
// `$OUT` an empty one, `$N` a number of certificates, `$i` the one of these; `$HERE` is where this file is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './programs.js';

const HERE = dirname(fileURLToPath(import.meta.url));

const CFSSL_REQUEST = `{"CN":"es01","hosts":["es01.lan","10.0.0.5"],"key":{"algo":"ecdsa","size":256}}`;
const CERTTOOL_TEMPLATE = `cn = es01
dns_name = es01.lan
ip_address = 10.0.0.5
tls_www_server
signing_key
expiration_days = 825
`;

const each = (command) => `for i in $(seq "$N"); do ${command}; done`;
const opensslCert = (type) => `sh "$HERE/peers/openssl-cert.sh" "$CA" "$OUT/$i" ${type}`;
const mkcert =
  'CAROOT="$CA" mkcert -ecdsa -cert-file "$OUT/es$i.crt" -key-file "$OUT/es$i.key" es01.lan 10.0.0.5';
const easyRsa =
  'EASYRSA_PKI="$CA" EASYRSA_ALGO=ec EASYRSA_CURVE=prime256v1 EASYRSA_BATCH=1 /usr/share/easy-rsa/easyrsa';
const cfssl =
  'cfssl gencert -loglevel 5 -ca "$CA/ca.crt" -ca-key "$CA/ca.key" "$CA/csr.json" | cfssljson -bare "$OUT/es$i"';
const minica = 'cd "$OUT" && minica -ca-cert "$CA/cacert.crt" -ca-key "$CA/cakey.key" "es$i.lan"';
const certtool = `certtool --generate-privkey --key-type=ecdsa --curve=secp256r1 --outfile "$OUT/es$i.key" &&
certtool --generate-certificate --load-privkey "$OUT/es$i.key" --load-ca-certificate "$CA/ca.crt" \\
  --load-ca-privkey "$CA/ca.key" --template "$CA/template" --outfile "$OUT/es$i.crt"`;

/**
 * Each job with the command that the table names, and the line of shell.
 * `prepare` makes `$CA`; without it that is a CA folder of tlsmith. A job that is not listed the program does not do.
 */
const PEERS = [
  {
    name: 'openssl',
    version: 'openssl version',
    jobs: {
      certificate: ['openssl-cert.sh EC', opensslCert('EC')],
      certificateRsa: ['openssl-cert.sh RSA', opensslCert('RSA')],
      kit: ['openssl-kit.sh', 'sh "$HERE/peers/openssl-kit.sh" "$OUT"'],
      storeKit: ['openssl-kit.sh pkcs12', 'sh "$HERE/peers/openssl-kit.sh" "$OUT" pkcs12'],
      many: ['openssl-cert.sh EC', each(opensslCert('EC'))],
      keyStore: [
        'openssl pkcs12 -export',
        'sh "$HERE/peers/openssl-store.sh" "$HOST/es01.crt" "$HOST/es01.key" "$PASSWORD" "$OUT"',
      ],
      inspect: ['openssl x509 -text', 'openssl x509 -in "$HOST/es01.crt" -noout -text'],
      verify: ['openssl verify', 'openssl verify -CAfile "$ROOT" -untrusted "$CHAIN" "$CHAIN"'],
    },
  },
  {
    name: 'mkcert',
    version: 'mkcert --version',
    prepare: `mkdir -p "$CA" && OUT="$CA" && ${mkcert}`,
    jobs: { certificate: ['mkcert -ecdsa', mkcert], many: ['mkcert -ecdsa', each(mkcert)] },
  },
  {
    name: 'minica',
    version: 'dpkg-query -W -f "\\${Version}" minica',
    prepare: 'mkdir -p "$CA" && cd "$CA" && minica first.lan',
    jobs: { certificateRsa: ['minica', minica], manyRsa: ['minica', each(minica)] },
  },
  {
    name: 'easyrsa',
    version: 'dpkg-query -W -f "\\${Version}" easy-rsa',
    prepare: `${easyRsa} init-pki && ${easyRsa} build-ca nopass`,
    jobs: {
      certificate: [
        'easyrsa build-server-full',
        `${easyRsa} --subject-alt-name=DNS:es01.lan build-server-full "es-$$" nopass`,
      ],
      many: ['easyrsa build-server-full', each(`${easyRsa} build-server-full "es-$$-$i" nopass`)],
    },
  },
  {
    name: 'cfssl',
    version: 'dpkg-query -W -f "\\${Version}" golang-cfssl',
    jobs: {
      certificate: ['cfssl gencert', cfssl],
      many: ['cfssl gencert', each(cfssl)],
      inspect: ['cfssl certinfo', 'cfssl certinfo -cert "$HOST/es01.crt"'],
    },
  },
  {
    name: 'trustme',
    version: '/usr/bin/python3 -c "import trustme; print(trustme.__version__)"',
    jobs: {
      kitRsa: [
        'python3 -m trustme',
        '/usr/bin/python3 -m trustme -q -d "$OUT" -i logs.mycompany.com 10.0.0.5',
      ],
    },
  },
  {
    name: 'certtool',
    version: 'certtool --version',
    jobs: {
      certificate: ['certtool --generate-certificate', certtool],
      many: ['certtool --generate-certificate', each(certtool)],
      keyStore: [
        'certtool --to-p12',
        'certtool --to-p12 --load-privkey "$HOST/es01.key" --load-certificate "$HOST/es01.crt" --p12-name es01 --password changeit --outder --outfile "$OUT/es01.p12"',
      ],
      inspect: [
        'certtool --certificate-info',
        'certtool --certificate-info --infile "$HOST/es01.crt"',
      ],
      verify: [
        'certtool --verify',
        'certtool --verify --load-ca-certificate "$ROOT" --infile "$CHAIN"',
      ],
    },
  },
];

/** Those that are installed, each with its version and with `$CA` made. `node` runs tlsmith, `places` are the files of its own jobs. */
export function peersFor(node, folder, places) {
  return PEERS.flatMap((peer, at) => {
    const version = said(peer.version);
    if (version === undefined) return [];
    const ca = join(folder, `peer-${at}`);
    const out = join(folder, `peer-${at}-out`);
    const { host, chain, root, password } = places;
    const env = {
      HERE,
      CA: ca,
      OUT: out,
      HOST: host,
      CHAIN: chain,
      ROOT: root,
      PASSWORD: password,
      i: '1',
    };
    const run = ([command, script], count = 1) => ({
      label: command,
      words: () => ['sh', '-eu', '-c', script],
      env: { ...env, N: String(count) },
      prepare: () => mkdirSync(out, { recursive: true }),
      clean: () => rmSync(out, { recursive: true, force: true }),
    });
    rmSync(ca, { recursive: true, force: true });
    if (peer.prepare) shell(peer.prepare, env);
    else makeCa(node, ca);
    return [{ ...peer, version, run }];
  });
}

/** A CA folder of tlsmith, with the files that some of them want beside it. */
function makeCa(node, ca) {
  prepare(node, 'ca', 'create', '-o', ca);
  writeFileSync(join(ca, 'csr.json'), CFSSL_REQUEST);
  writeFileSync(join(ca, 'template'), CERTTOOL_TEMPLATE);
}

function shell(script, env) {
  const { status, stderr } = spawnSync('sh', ['-eu', '-c', script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script}: exit ${status}\n${stderr}`);
}

/** The first line of what the program says of itself; undefined where it is not there. */
function said(command) {
  const { status, stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
}
