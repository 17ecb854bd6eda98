import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { precompress } from './tools/precompress.ts'

/**
 * Sets the theme before the first paint from a tiny script of its own, hashed like every other asset: the server's
 * content security policy allows no inline script, and a module script would run after the first paint.
 */
function themeBeforeFirstPaint(): Plugin {
  const source = readFileSync(new URL('src/console/theme/before-first-paint.js', import.meta.url), 'utf8')
  const fileName = `assets/theme-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.js`
  return {
    name: 'theme-before-first-paint',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, page) => [
        {
          tag: 'script',
          attrs: { src: page.server ? '/src/console/theme/before-first-paint.js' : `/${fileName}` },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}

/** React Aria brings its few sentences in 34 languages; ours are English, and it falls back to English for the rest. */
function oneLanguageOfReactAria(): Plugin {
  const others = /\/react-aria\/dist\/private\/intl\/[^/]+\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/
  return {
    name: 'one-language-of-react-aria',
    load: { filter: { id: others }, handler: () => 'export default undefined' },
  }
}

/**
 * The strength meter brings hundreds of thousands of words. A browser is given the commonest of each list, the most wanted first;
 * the server refuses by all of the passwords.
 */
function commonestWords(): Plugin {
  const list = /\/@zxcvbn-ts\/language-(?:common|en)\/dist\/(\w+)\.json\.mjs$/
  const kept: Readonly<Record<string, number>> = {
    passwords: 400,
    commonWords: 400,
    firstnames: 200,
    lastnames: 100,
  }
  return {
    name: 'commonest-words',
    load: {
      filter: { id: list },
      async handler(id) {
        const [, name = ''] = list.exec(id) ?? []
        if (!['passwords', 'commonWords', 'firstnames', 'lastnames', 'wikipedia', 'diceware'].includes(name))
          return null
        const { default: words } = (await import(id)) as { default: readonly string[] }
        return `export default ${JSON.stringify(words.slice(0, kept[name] ?? 0).join('\n'))}.split('\\n')`
      },
    },
  }
}

/**
 * What a contract says to the readers of the API's document is left out of the browser's: the sentence of each endpoint, and
 * the words of each problem, which travel with the answer.
 */
function withoutWordsOfTheDocument(): Plugin {
  const text = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`
  const summary = new RegExp(String.raw`^ *summary:\s*${text},?$`, 'gm')
  const problem = new RegExp(String.raw`\bproblem\(\s*(${text}),\s*(\d{3}),\s*${text},\s*${text},?\s*\)`, 'g')
  return {
    name: 'without-words-of-the-document',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/(?:contract\/problem|features\/.*contract.*)\.ts$/ },
      handler: (code) => ({
        code: code.replaceAll(summary, '').replaceAll(problem, "problem($1, $2, '', '')"),
        map: null,
      }),
    },
  }
}

/** What the server may send compressed is compressed here, once. */
function compressedBesides(): Plugin {
  return {
    name: 'compressed-besides',
    apply: 'build',
    writeBundle: ({ dir = '.' }) => precompress(join(dir, 'assets')),
  }
}

export default defineConfig({
  plugins: [
    react(),
    themeBeforeFirstPaint(),
    oneLanguageOfReactAria(),
    commonestWords(),
    withoutWordsOfTheDocument(),
    compressedBesides(),
  ],
  publicDir: false,
  build: {
    outDir: 'dist/console',
    emptyOutDir: true,
    manifest: true,
    // Data URLs would need a wider content security policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What most pages share is one file. Left to itself, the bundler makes one of each set of pages that share something: fifty
    // small files more, which compress badly and are asked for one by one.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 36 }] } } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
})
