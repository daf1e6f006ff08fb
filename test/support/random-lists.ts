// A certificate and CRLs of random make-up about it: scopes, reasons, dates, signers. For asking strangers about; no deltas, of which
// OpenSSL 3.0 takes no notice here, though told to.
import type { Random } from '../../src/ports.js';
import type { Asked } from '../checks/path-fault-rows.js';
import { daysFromNow } from './fixed-clock.js';
import { extension, keyUsage } from './foreign-certificate.js';
import {
  ca,
  commonNames,
  crl,
  type CrlContent,
  directory,
  endEntity,
  explicit,
  OID,
  sequence,
  tlv,
  uriName,
} from './path-builder.js';

const SERIAL = Uint8Array.of(0x41, 7);
const root = ca('Root');
const middle = ca('Middle', root);
const indirect = ca('Lists', root, { changes: { [OID.bc]: undefined, [OID.ku]: keyUsage(6) } });

const fullName = (...names: Uint8Array[]) => explicit(0, tlv(0xa0, ...names));
const flag = (tag: number) => tlv(tag, Uint8Array.of(0xff));
const reasons = (tag: number, half: number) =>
  tlv(tag, half === 0 ? Uint8Array.of(0, 0b0111_0000) : Uint8Array.of(7, 0b0000_1111, 0x80));

/** `made` says in words what is odd about it. */
export function randomLists(random: Random): Asked & { made: string } {
  const said: string[] = [];
  const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  /** Once in so many times. */
  const rarely = <T>(times: number, what: string, value: T): T[] => {
    if (below(times) > 0) return [];
    said.push(what);
    return [value];
  };
  const points = [uriName('http://a/'), uriName('http://b/')];
  const isIndirect = rarely(3, 'indirect', true)[0] === true;
  const issuers = isIndirect ? [tlv(0xa2, directory(commonNames('Lists')))] : [];
  const place = rarely(2, 'point', points[0] as Uint8Array);
  const point = [
    ...(isIndirect || place.length > 0 ? [fullName(points[0] as Uint8Array)] : []),
    ...issuers,
  ];
  const target = endEntity(middle, {
    serialNumber: SERIAL,
    more: point.length === 0 ? [] : [extension(OID.cdp, false, sequence(sequence(...point)))],
  });
  const lists = Array.from({ length: 1 + below(3) }, (_, at) => {
    const who = `CRL ${at}`;
    const entry = {
      serialNumber: pick([SERIAL, SERIAL, Uint8Array.of(0x41, 8)]),
      ...(isIndirect && { certificateIssuer: commonNames(pick(['Middle', 'Middle', 'Other'])) }),
    };
    const scope = [
      ...rarely(4, `${who} name`, fullName(pick(points))),
      ...rarely(8, `${who} users`, flag(0x81)),
      ...rarely(12, `${who} CAs`, flag(0x82)),
      ...rarely(5, `${who} reasons`, reasons(0x83, below(2))),
      ...(isIndirect ? [flag(0x84)] : []),
    ];
    const content: CrlContent = {
      signer: isIndirect ? indirect : middle,
      number: 5 + at,
      ...(scope.length > 0 && { scope }),
      thisUpdate: daysFromNow(-2 + at / 4),
      ...(rarely(10, `${who} outdated`, 1).length > 0 && { nextUpdate: daysFromNow(-0.1) }),
      revoked: rarely(3, `${who} lists ${entry.serialNumber[1]}`, entry),
    };
    return crl(content);
  });
  const given = { anchors: [root], between: [middle, indirect], crls: lists };
  return { target, given, made: said.join(', ') };
}
