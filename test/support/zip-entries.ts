// What lies in a zip archive: names, modes and bytes, read from its central directory.
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Four octal digits. */
  mode: string;
  bytes: Buffer;
}

/** Files only, in the archive's order. */
export function zipEntries(path: string): Map<string, ZipEntry> {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  const entries = new Map<string, ZipEntry>();
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, nameLength] = [10, 20, 28].map((offset) =>
      offset === 20 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const mode = ((zip.readUInt32LE(at + 38) >>> 16) & 0o7777).toString(8).padStart(4, '0');
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + size);
    if (!name.endsWith('/')) {
      entries.set(name, { mode, bytes: method === 8 ? inflateRawSync(data) : data });
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

export function zipText(path: string, name: string): string {
  return zipEntries(path).get(name)?.bytes.toString() ?? `no ${name}`;
}
