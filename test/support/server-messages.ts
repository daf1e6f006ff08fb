// The handshake messages of a server, put together by hand (RFC 8446, 4; RFC 5246, 7.4).
export const vector = (lengthOctets: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(lengthOctets);
  length.writeUIntBE(content.length, 0, lengthOctets);
  return Buffer.concat([length, content]);
};

const message = (type: number, ...body: readonly Uint8Array[]) =>
  Buffer.concat([Buffer.of(type), vector(3, ...body)]);

const extension = (type: number, ...value: readonly Uint8Array[]) =>
  Buffer.concat([Buffer.of(0, type), vector(2, ...value)]);

const hello = (version: readonly [number, number], ...extensions: readonly Uint8Array[]) =>
  message(
    2,
    Buffer.from(version),
    Buffer.alloc(32, 7),
    Buffer.of(0, 0x13, 0x01, 0),
    ...(extensions.length > 0 ? [vector(2, ...extensions)] : []),
  );

export interface Said {
  certificates: readonly Uint8Array[];
  /** Of whom it asks for certificates; none: it asks nobody. */
  issuers?: readonly Uint8Array[];
}

export function messagesOfTls12({ certificates, issuers }: Said): Buffer {
  return Buffer.concat([
    hello([3, 3]),
    message(11, vector(3, ...certificates.map((der) => vector(3, der)))),
    ...(issuers
      ? [
          message(
            13,
            vector(1, Buffer.of(64)),
            vector(2, Buffer.of(4, 3)),
            vector(2, ...issuers.map((der) => vector(2, der))),
          ),
        ]
      : []),
    message(14),
  ]);
}

export function messagesOfTls13({ certificates, issuers }: Said): Buffer {
  const authorities = issuers?.map((der) => vector(2, der)) ?? [];
  const asked = authorities.length > 0 ? [extension(47, vector(2, ...authorities))] : [];
  return Buffer.concat([
    hello([3, 3], extension(43, Buffer.of(3, 4))),
    message(8, vector(2)),
    ...(issuers ? [message(13, vector(1), vector(2, ...asked))] : []),
    message(
      11,
      vector(1),
      vector(3, ...certificates.flatMap((der) => [vector(3, der), vector(2)])),
    ),
    message(20, Buffer.alloc(32)),
  ]);
}

/** A ServerHello of an old version, alone. */
export const helloOf = (minor: number) => hello([3, minor]);
