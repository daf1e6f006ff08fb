// The algorithms of FIPS 203, 204 and 205 as certificates name them (RFC 9881, 2; RFC 9909, 3; RFC 9935,
// 3): one identifier for keys and, where they sign, for signatures.

export interface PostQuantumAlgorithm {
  name: string;
  /** Octets of a public key: each has its one length. */
  keyLength: number;
  /** ML-KEM keys agree on secrets, and sign nothing. */
  signs: boolean;
  citation: string;
}

const mlDsa = (name: string, keyLength: number): PostQuantumAlgorithm => ({
  ...{ name, keyLength },
  ...{ signs: true, citation: 'RFC 9881, 2' },
});
const slhDsa = (name: string, keyLength: number): PostQuantumAlgorithm => ({
  ...{ name: `SLH-DSA-${name}`, keyLength },
  ...{ signs: true, citation: 'RFC 9909, 3' },
});
const mlKem = (name: string, keyLength: number): PostQuantumAlgorithm => ({
  ...{ name, keyLength },
  ...{ signs: false, citation: 'RFC 9935, 3' },
});

/** By dotted identifier. */
export const POST_QUANTUM: Readonly<Record<string, PostQuantumAlgorithm>> = {
  '2.16.840.1.101.3.4.3.17': mlDsa('ML-DSA-44', 1312),
  '2.16.840.1.101.3.4.3.18': mlDsa('ML-DSA-65', 1952),
  '2.16.840.1.101.3.4.3.19': mlDsa('ML-DSA-87', 2592),
  '2.16.840.1.101.3.4.3.20': slhDsa('SHA2-128s', 32),
  '2.16.840.1.101.3.4.3.21': slhDsa('SHA2-128f', 32),
  '2.16.840.1.101.3.4.3.22': slhDsa('SHA2-192s', 48),
  '2.16.840.1.101.3.4.3.23': slhDsa('SHA2-192f', 48),
  '2.16.840.1.101.3.4.3.24': slhDsa('SHA2-256s', 64),
  '2.16.840.1.101.3.4.3.25': slhDsa('SHA2-256f', 64),
  '2.16.840.1.101.3.4.3.26': slhDsa('SHAKE-128s', 32),
  '2.16.840.1.101.3.4.3.27': slhDsa('SHAKE-128f', 32),
  '2.16.840.1.101.3.4.3.28': slhDsa('SHAKE-192s', 48),
  '2.16.840.1.101.3.4.3.29': slhDsa('SHAKE-192f', 48),
  '2.16.840.1.101.3.4.3.30': slhDsa('SHAKE-256s', 64),
  '2.16.840.1.101.3.4.3.31': slhDsa('SHAKE-256f', 64),
  '2.16.840.1.101.3.4.4.1': mlKem('ML-KEM-512', 800),
  '2.16.840.1.101.3.4.4.2': mlKem('ML-KEM-768', 1184),
  '2.16.840.1.101.3.4.4.3': mlKem('ML-KEM-1024', 1568),
};
