// Pages work without this script. With it they save while you type and let arrow keys walk the pictures.
import { startAutosave } from './scripts/autosave.mjs'
import { startComponents } from './scripts/components.mjs'
import { startFolding } from './scripts/folding.mjs'
import { sendTokenWithParts } from './scripts/parts.mjs'
import { startWalking } from './scripts/walking.mjs'

function start (scope) {
  startComponents(scope)
  startAutosave(scope)
  startFolding(scope)
  startWalking(scope)
}

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
sendTokenWithParts(document)
start(document)
// A part that htmx has swapped in gets the same help as the page had on arrival.
document.addEventListener('htmx:after:swap', () => start(document))
