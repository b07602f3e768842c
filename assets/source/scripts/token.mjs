// The token that proves a POST came from our own page; every page with a form carries it in a hidden input.
export function tokenOf (scope) {
  const input = scope.querySelector('input[name="csrfmiddlewaretoken"]') ??
    document.querySelector('input[name="csrfmiddlewaretoken"]')
  return input ? input.value : ''
}
