import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { parseDescriptor } from '../../src/targets/descriptor.js';
import { targetsOf, findTarget } from '../../src/targets/target.js';
import { renderHandover } from '../../src/targets/handover.js';
it('x', async () => {
  const fs = ['beats','logstash'].map((folder) => ({ folder, frame: readFileSync(`templates/${folder}/frame.mustache`,'utf8'), descriptor: parseDescriptor(readFileSync(`templates/${folder}/descriptor.json`,'utf8'), folder)}));
  const ts = targetsOf(fs);
  const f = (n: string, sec: boolean) => ({ target: findTarget(ts,n), folder: n, installFolder: findTarget(ts,n).installFolder, files: [
   {name: n+'.key', kind:'key' as const},{name: n+'.crt', kind:'certificate' as const},{name: 'ca.crt', kind:'trust' as const},{name: findTarget(ts,n).snippetFile, kind:'snippet' as const}, ...(sec?[{name:'secrets.env', kind:'secrets' as const}]:[])],
   notAfter: '2029-02-22T09:00:00Z', subjectAltNames: ['dns:'+n], secretVariables: sec?[n.toUpperCase()+'_KEY_PASSWORD']:[] });
  console.log(renderHandover(readFileSync('templates/kit/README.md.mustache','utf8'), { title: 'Heartbeat to Logstash', createdAt: '2026-11-20T09:00:00Z', stack: {major:9,minor:5}, server: findTarget(ts,'logstash'),
    authority: { subject: 'CN=tlsmith CA', sha256Fingerprint: 'ab'.repeat(32), notAfter: '2036-11-17T09:00:00Z', folder: {name:'ca', isKeyEncrypted: false}}, hosts: ['logs.mycompany.com','::1'], port: 5044, folders: [f('heartbeat', true), f('winlogbeat', false), f('logstash', true)]}));
});
