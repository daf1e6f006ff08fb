import { it } from 'vitest';
import { pythonSyntax } from '/work/main/src/targets/syntax/python.js';
import { shellSyntax } from '/work/main/src/targets/syntax/shell.js';
const N = 3_000_000;
const seeds = ["a","'","\"","\\","(","[","{","f'{","f'{'","f\"\"\"{","#","\n","\r","x = '","x = \\","x = [","x = ['a',","x='a';","x = 1\n","a: b","X:","'\\","\\N{","f'\\N{","f'\\N{a","${","$(","$((","\"${","\"$(","`","\"`","\\`","<<","<<a\n","<<a ","<<-a\n","$(<<a\n","$(<<a ","$'","<(","=(","((","a=(","--a=","--a ","curl ","curl -a b\n","'a'","\"a\"","\"$a\"","$a","~","1",">",">a ","&>","2>&1 ","}","{{","}}","f'{a:","f'{a:{","f''","''","x = os.environ['A']\n","x = '\\x","$(#\n","# ","a #","\t","\\\n","x = (\n","😀","x = '\\N{A}'\n","-","--","lambda:","rb'a'","'''","curl \\\n", ";", "é", "(\n#a\n","$( # a\n", "a$(b)", "\"a$(b)\"", "a\\\nb", "x    ", "x   :"];
it('perf', async () => {
  for (const s of seeds) for (const pre of ['', 'x = ', 'curl ']) for (const post of ['', "\n'"]) {
    const text = pre + s.repeat(Math.ceil(N / s.length)) + post;
    for (const [n, syn] of [['py', pythonSyntax()], ['sh', shellSyntax()]] as const) {
      const t = Date.now(); let r = 'ok';
      try { await syn.readBlocks(text, ['curl']); } catch (e) { r = (e as any).code ?? String(e); }
      const ms = Date.now() - t;
      if (ms > 1500 || (r !== 'ok' && r !== 'input-malformed')) console.log(n, JSON.stringify(pre), JSON.stringify(s), JSON.stringify(post), ms, r);
    }
  }
}, 3_000_000);
