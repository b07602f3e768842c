// Builds alongside.css, alongside.js and the files beside them from the npm packages and our own sources.
// `node assets/build.mjs` writes them; `node assets/build.mjs --check` only compares them with what is committed.
import { readFile, writeFile, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, 'node_modules')
const output = join(here, '..', 'alongside', 'layout', 'static', 'alongside')
const mojImages = join(packages, '@ministryofjustice/frontend/moj/assets/images')

// The typeface and the royal arms belong to the British government; we may not use either.
const forbidden = ['GDS Transport', 'govuk-crest', 'logotype-crest', 'logotype-crown', 'data:image']

async function stylesheet () {
  const { css } = sass.compile(join(here, 'source/alongside.scss'), {
    // The MOJ sources import "node_modules/govuk-frontend/…": they need this folder, and a real node_modules in it.
    loadPaths: [here],
    quietDeps: true,
    style: 'expanded'
  })
  const small = await esbuild.transform(css, { loader: 'css', minify: true, legalComments: 'none', target: 'es2020' })
  return `/* Alongside. Licences: LICENSES.txt */\n${small.code}`
}

async function script () {
  const result = await esbuild.build({
    entryPoints: [join(here, 'source/alongside.mjs')],
    absWorkingDir: here,
    bundle: true,
    charset: 'utf8',
    format: 'iife',
    legalComments: 'none',
    minify: true,
    target: 'es2020',
    write: false
  })
  return `/* Alongside. Licences: LICENSES.txt */\n${result.outputFiles[0].text}`
}

async function licences () {
  const notes = await readFile(join(here, 'source/licences.txt'), 'utf8')
  const htmx = await readFile(join(packages, 'htmx.org/LICENSE'), 'utf8')
  const version = async (name) => JSON.parse(await readFile(join(packages, name, 'package.json'), 'utf8')).version
  return notes
    .replace('{govuk}', await version('govuk-frontend'))
    .replace('{moj}', await version('@ministryofjustice/frontend'))
    .replace('{htmx}', await version('htmx.org'))
    .replace('{htmx-licence}', htmx.trim()) + '\n'
}

function picturesNamedIn (css) {
  return [...new Set([...css.matchAll(/url\(["']?images\/([a-z0-9.-]+)["']?\)/g)].map((match) => match[1]))].sort()
}

async function fresh () {
  const files = new Map()
  const css = await stylesheet()
  files.set('alongside.css', Buffer.from(css))
  files.set('alongside.js', Buffer.from(await script()))
  files.set('htmx.min.js', await readFile(join(packages, 'htmx.org/dist/htmx.min.js')))
  files.set('LICENSES.txt', Buffer.from(await licences()))
  for (const name of picturesNamedIn(css)) files.set(`images/${name}`, await readFile(join(mojImages, name)))
  for (const name of await readdir(join(here, 'source/pictures'))) {
    files.set(`images/${name}`, await readFile(join(here, 'source/pictures', name)))
  }
  return files
}

function refuseWhatIsNotOurs (files) {
  for (const [name, bytes] of files) {
    if (name === 'LICENSES.txt') continue
    for (const words of forbidden) {
      if (bytes.includes(words)) throw new Error(`${name} holds "${words}", which we may not publish or the page may not load.`)
    }
  }
}

async function committed () {
  const names = await readdir(output, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = names.filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(output.length + 1))
}

async function check (files) {
  const wrong = (await committed()).filter((name) => !files.has(name)).map((name) => `${name} is not made by the build`)
  for (const [name, bytes] of files) {
    const old = await readFile(join(output, name)).catch(() => null)
    if (!old || !old.equals(bytes)) wrong.push(`${name} differs from a fresh build`)
  }
  if (wrong.length) throw new Error(`${wrong.join('\n')}\nRun: node assets/build.mjs`)
}

async function write (files) {
  await rm(output, { recursive: true, force: true })
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(output, name)), { recursive: true })
    await writeFile(join(output, name), bytes)
  }
}

const files = await fresh()
refuseWhatIsNotOurs(files)
await (process.argv.includes('--check') ? check(files) : write(files))
for (const [name, bytes] of files) console.log(`${String(bytes.length).padStart(8)} ${name}`)
