// htmx asks for parts of a page; each question that changes something carries the token.
import { tokenOf } from './token.mjs'

export function sendTokenWithParts (page) {
  page.addEventListener('htmx:config:request', (event) => {
    const request = event.detail.ctx.request
    if (request.method && request.method.toUpperCase() !== 'GET') request.headers['X-CSRFToken'] = tokenOf(page)
  })
}
