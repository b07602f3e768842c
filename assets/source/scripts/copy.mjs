// A copy of what someone typed, kept in this tab only, until the server has acknowledged it.
const NEVER = new Set(['csrfmiddlewaretoken'])

function wordsOf (form) {
  return [...new FormData(form)].filter(([name, value]) => {
    const field = form.elements.namedItem(name)
    const secret = field && (field.type === 'password' || field.type === 'hidden')
    return typeof value === 'string' && !NEVER.has(name) && !secret
  })
}

const place = (url) => `alongside-draft:${url}`

export function keepCopy (form, url) {
  try { sessionStorage.setItem(place(url), JSON.stringify(wordsOf(form))) } catch { /* full or switched off: saving still works */ }
}

export function forgetCopy (url) {
  try { sessionStorage.removeItem(place(url)) } catch { /* nothing was kept */ }
}

// Someone pressed Save on the form itself: remember which one, to know on the next page whether the words arrived.
export function noteHandOver (url) {
  try { sessionStorage.setItem('alongside-handed-over', url) } catch { /* then the copy is offered once too often */ }
}

// The words arrived when the next page is a signed-in page without that form. Sign-in and error pages keep the copy.
export function settleHandOver () {
  let url = null
  try { url = sessionStorage.getItem('alongside-handed-over') } catch { return }
  if (!url || !document.body.hasAttribute('data-signed-in') || document.body.hasAttribute('data-keep-drafts')) return
  const still = [...document.querySelectorAll('form[data-autosave-url]')].some((form) => form.dataset.autosaveUrl === url)
  if (!still) forgetCopy(url)
  sessionStorage.removeItem('alongside-handed-over')
}

function readCopy (url) {
  try { return JSON.parse(sessionStorage.getItem(place(url)) ?? 'null') } catch { return null }
}

function putBack (form, words) {
  for (const field of form.elements) {
    if (!field.name || NEVER.has(field.name) || ['hidden', 'file', 'password', 'submit'].includes(field.type)) continue
    const values = words.filter(([name]) => name === field.name).map(([, value]) => value)
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value)
    else if (field.type === 'select-multiple') for (const option of field.options) option.selected = values.includes(option.value)
    else if (values.length) field.value = values[0]
  }
}

function button (text, extra, deed) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = `govuk-button ${extra}`
  made.textContent = text
  made.addEventListener('click', deed)
  return made
}

// After a crash or a sign-out: offer the words again. Never put them over what is on the page unasked.
export function offerCopy (form, url, changed) {
  const words = readCopy(url)
  if (!words) return
  if (JSON.stringify(words) === JSON.stringify(wordsOf(form))) { forgetCopy(url); return }
  const box = document.createElement('div')
  box.className = 'alongside-draft'
  box.setAttribute('role', 'region')
  box.setAttribute('aria-label', 'Words not saved')
  const line = document.createElement('p')
  line.textContent = 'You typed something here that did not reach the server.'
  box.append(
    line,
    button('Put my words back', '', () => { putBack(form, words); box.remove(); changed() }),
    button('Throw them away', 'govuk-button--secondary', () => { forgetCopy(url); box.remove() })
  )
  form.prepend(box)
}
