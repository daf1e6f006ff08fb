// The rooms of src/ and what each may import: the one table, compared with src/README.md by a test.

/**
 * `imports`: rooms whose values may be imported. `types`: rooms of which only types may be. `dynamic`: rooms that are only loaded by
 * `import()`, so that start-up does not pay for them. `files`: single files of other rooms. `only`: packages that a room's one file imports.
 * `errors`, `ports` and `quote` stand beside the rooms and may be imported everywhere.
 */
export const ROOMS = {
  commands: {
    imports: ['cli'],
    types: ['app'],
    dynamic: ['app'],
    files: ['pki/names/distinguished-name', 'pki/names/general-name'],
  },
  cli: {
    imports: [],
    types: ['app', 'checks', 'targets', 'tls', 'formats', 'pki', 'io'],
    dynamic: [],
    files: [
      'pki/names/general-name',
      'pki/names/distinguished-name',
      'pki/names/name-parser',
      'pki/certificate/due',
      'pki/certificate/duration',
      'pki/names/information-url',
      'pki/certificate/validity',
    ],
  },
  app: {
    imports: ['pki', 'formats', 'targets', 'tls', 'checks'],
    types: [],
    dynamic: [],
    files: [],
  },
  checks: { imports: ['pki', 'formats', 'targets', 'tls'], types: [], dynamic: [], files: [] },
  targets: { imports: ['formats'], types: ['pki'], dynamic: [], files: [] },
  tls: { imports: ['pki'], types: [], dynamic: [], files: [] },
  formats: { imports: ['pki'], types: [], dynamic: [], files: [] },
  pki: { imports: [], types: [], dynamic: [], files: [] },
  io: { imports: [], types: [], dynamic: [], files: [] },
  library: { imports: ['app', 'pki', 'formats', 'io'], types: [], dynamic: [], files: [] },
};

/** Files that stand beside the rooms. */
export const SHARED_FILES = [
  ...['errors', 'nearest-name', 'path-in', 'ports', 'quote'],
  ...['shell-word', 'terminal-text'],
];

/** The floors of `app` that serve all others, and which of them each may import. A use-case imports no other use-case. */
export const SERVING_FLOORS = {
  reading: [],
  making: ['reading', 'writing'],
  writing: ['reading'],
  judging: [],
  examining: ['reading', 'judging'],
  proving: ['reading', 'making', 'writing'],
  renewing: ['reading', 'making', 'writing', 'proving'],
};

/** Single files with a right of their own: where the room as a whole has none. */
export const EXCEPTIONS = { 'cli/compose': ['io'], 'cli/compose-wizard': ['io', 'app'] };

/** Who may import the values of what decodes and encodes what people bring and get: one reader, one writer. */
export const WALLS = [
  {
    files: [
      ...['any-store', 'bundle', 'certificate-file', 'recognise', 'brought-pem'].map(
        (name) => `formats/containers/${name}`,
      ),
      ...['formats/pkcs12/decode', 'formats/jks/decode'],
    ],
    importers: ['app/reading/', 'app/inspect/', 'library/'],
  },
  {
    files: ['formats/pkcs12/encode'],
    importers: ['app/writing/', 'app/certutil/stack-files', 'library/'],
  },
];

/** Packages and the one file that imports each. */
export const PACKAGES = {
  '@peculiar/x509': ['pki/certificate/x509'],
  'reflect-metadata': ['pki/certificate/x509'],
  inquirer: ['io/inquirer-prompt'],
  yaml: ['targets/syntax/yaml', 'formats/lists/record-yaml'],
  'csv-parse/sync': ['formats/lists/record-csv'],
  'tar-stream': ['formats/archive'],
  yazl: ['formats/archive'],
  'fast-string-width': ['terminal-text'],
  mustache: ['targets/snippet/frame'],
  valibot: ['targets/descriptor/schema'],
  pkijs: ['formats/pkcs12/structure'],
  '@noble/curves/nist.js': ['pki/signature/repeatable-signature'],
  '@noble/curves/abstract/modular.js': ['pki/signature/repeatable-signature'],
  '@peculiar/webcrypto': ['io/web-crypto'],
};

/** Packages that whole rooms share. */
export const ROOM_PACKAGES = { '@oclif/core': ['commands', 'cli'], asn1js: ['pki', 'formats'] };

/** Node's modules that compute without touching the world; all others belong to `io`. */
export const PURE_NODE_MODULES = [
  'node:url',
  'node:util',
  'node:net',
  'node:path',
  'node:path/posix',
  'node:zlib',
];
