// Saves a form while someone types, says when, keeps a copy until the server has it, and says so when it has not.
import { forgetCopy, keepCopy, noteHandOver, offerCopy, settleHandOver } from './copy.mjs'
import { tokenOf } from './token.mjs'

const QUIET = 1000 // after typing stops
const LATEST = 2000 // after the first letter not yet saved
const TRY_AGAIN = [2000, 4000, 8000, 15000, 30000]

const WORDS = {
  saving: 'Saving…',
  offline: 'Not saved: there is no connection. Your words are kept in this browser and we keep trying.',
  refused: 'Not saved: you are signed out or may not change this. Your words are kept in this tab. Sign in again in another tab; this page keeps trying.',
  changed: 'Not saved: someone else changed this. Your words are kept. Choose Save to see both texts.',
  unfit: 'Not saved yet: something on this page needs putting right. Choose Save to see what.'
}

function clock (now) {
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
}

function statusOf (form) {
  const there = form.querySelector('[data-autosave-status]')
  if (there) return there
  const made = document.createElement('p')
  made.className = 'alongside-autosave'
  made.setAttribute('role', 'status')
  made.setAttribute('data-autosave-status', '')
  form.prepend(made)
  return made
}

function whatWentWrong (answer) {
  if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return 'refused'
  if (answer.status === 409) return 'changed'
  if (answer.status === 400 || answer.status === 422) return 'unfit'
  return 'offline'
}

export class Autosave {
  constructor (form) {
    this.form = form
    this.url = form.dataset.autosaveUrl
    this.status = statusOf(form)
    this.firstUnsaved = null
    this.timer = null
    this.failures = 0
    this.notBefore = 0
    this.sending = false
    this.again = false
    this.leaving = false
    form.addEventListener('input', () => this.changed())
    form.addEventListener('change', () => this.changed())
    form.addEventListener('submit', () => this.handOver())
    window.addEventListener('online', () => this.firstUnsaved !== null && this.save())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && this.firstUnsaved !== null) this.save(true)
    })
    offerCopy(form, this.url, () => this.changed())
  }

  changed () {
    const now = Date.now()
    this.firstUnsaved ??= now
    keepCopy(this.form, this.url)
    if (this.sending) { this.again = true; return }
    this.plan(Math.max(0, this.notBefore - now, Math.min(QUIET, this.firstUnsaved + LATEST - now)))
  }

  plan (wait) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), wait)
  }

  // The person pressed Save: the page itself carries the words now. The copy stays until the next page shows they arrived.
  handOver () {
    this.leaving = true
    noteHandOver(this.url)
    clearTimeout(this.timer)
  }

  async save (keepalive = false) {
    if (this.sending || this.leaving) { this.again = this.sending; return }
    clearTimeout(this.timer)
    this.sending = true
    this.again = false
    this.firstUnsaved = null
    this.say('saving', WORDS.saving)
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        body: new FormData(this.form),
        headers: { 'X-CSRFToken': tokenOf(this.form), 'X-Requested-With': 'autosave', Accept: 'application/json' },
        credentials: 'same-origin',
        redirect: 'manual',
        keepalive
      })
      this.sending = false
      if (answer.ok) await this.saved(answer)
      else this.failed(whatWentWrong(answer))
    } catch {
      this.sending = false
      this.failed('offline')
    }
  }

  async saved (answer) {
    this.failures = 0
    this.notBefore = 0
    const told = await answer.json().catch(() => ({}))
    for (const [name, value] of Object.entries(told.fields ?? {})) {
      const field = this.form.elements.namedItem(name)
      if (field && field.type === 'hidden') field.value = value
    }
    this.say('saved', `Saved at ${told.saved_at ?? clock(new Date())}${told.also ? '. ' + told.also : ''}`)
    if (this.again) this.changed()
    else forgetCopy(this.url)
  }

  failed (why) {
    this.firstUnsaved ??= Date.now()
    this.say('failed', WORDS[why])
    if (why === 'changed' || why === 'unfit') { this.firstUnsaved = null; return }
    const wait = TRY_AGAIN[Math.min(this.failures, TRY_AGAIN.length - 1)]
    this.failures += 1
    this.notBefore = Date.now() + wait
    this.plan(wait)
  }

  say (state, words) {
    this.status.dataset.state = state
    if (state !== 'saving' || !this.status.textContent) this.status.textContent = words
  }
}

export function startAutosave (scope) {
  settleHandOver()
  for (const form of scope.querySelectorAll('form[data-autosave-url]')) {
    if (form.dataset.autosaveOn) continue
    form.dataset.autosaveOn = 'yes'
    new Autosave(form) // eslint-disable-line no-new
  }
}
