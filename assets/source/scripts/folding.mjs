// On a phone the child's pages fold under one button, so that the plan and the tasks are on the first screen.
const PHONE = '(max-width: 40.0525em)'

function fold (nav, number) {
  const list = nav.querySelector('ul')
  const current = nav.querySelector('[aria-current]')
  if (!list) return
  list.id ||= `folded-${number}`
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'alongside-fold'
  button.setAttribute('aria-controls', list.id)
  button.textContent = current ? `${current.textContent.trim()}: more pages` : nav.getAttribute('aria-label')
  const show = (open) => { list.hidden = !open; button.setAttribute('aria-expanded', String(open)) }
  button.addEventListener('click', () => show(list.hidden))
  nav.prepend(button)
  const phone = window.matchMedia(PHONE)
  const fit = () => { button.hidden = !phone.matches; show(!phone.matches) }
  phone.addEventListener('change', fit)
  fit()
}

export function startFolding (scope) {
  scope.querySelectorAll('nav[data-fold]:not([data-fold-on])').forEach((nav, number) => {
    nav.setAttribute('data-fold-on', 'yes')
    fold(nav, number)
  })
}
