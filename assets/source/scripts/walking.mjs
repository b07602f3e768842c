// One tab stop in a picture of many marks: left and right walk time within a lane, up and down change the lane.
function timeOf (mark) {
  return Number(mark.dataset.time ?? mark.dataset.index)
}

function inLane (marks, lane) {
  return marks.filter((mark) => mark.dataset.lane === lane)
}

function nearest (marks, time) {
  return marks.reduce((best, mark) => Math.abs(timeOf(mark) - time) < Math.abs(timeOf(best) - time) ? mark : best)
}

function along (marks, from, step) {
  const lane = inLane(marks, from.dataset.lane)
  return lane[lane.indexOf(from) + step]
}

function across (marks, from, step) {
  const lanes = [...new Set(marks.map((mark) => mark.dataset.lane))]
  const lane = lanes[lanes.indexOf(from.dataset.lane) + step]
  return lane === undefined ? undefined : nearest(inLane(marks, lane), timeOf(from))
}

function next (marks, from, key) {
  const lane = inLane(marks, from.dataset.lane)
  if (key === 'ArrowLeft') return along(marks, from, -1)
  if (key === 'ArrowRight') return along(marks, from, 1)
  if (key === 'ArrowUp') return across(marks, from, -1)
  if (key === 'ArrowDown') return across(marks, from, 1)
  if (key === 'Home') return lane[0]
  if (key === 'End') return lane[lane.length - 1]
  return undefined
}

function stepTo (mark, marks) {
  for (const other of marks) other.setAttribute('tabindex', other === mark ? '0' : '-1')
  mark.focus()
}

function inOrder (one, other) {
  return Number(one.dataset.lane) - Number(other.dataset.lane) || Number(one.dataset.index) - Number(other.dataset.index)
}

function walk (picture) {
  const marks = [...picture.querySelectorAll('a[data-lane]')].sort(inOrder)
  if (!marks.length) return
  marks.forEach((mark, place) => mark.setAttribute('tabindex', place ? '-1' : '0'))
  picture.addEventListener('keydown', (event) => {
    const from = event.target.closest('a[data-lane]')
    const to = from && !event.ctrlKey && !event.metaKey && !event.altKey && next(marks, from, event.key)
    if (!to) return
    event.preventDefault()
    stepTo(to, marks)
  })
}

export function startWalking (scope) {
  for (const picture of scope.querySelectorAll('svg[data-walk]')) {
    if (picture.dataset.walkOn) continue
    picture.dataset.walkOn = 'yes'
    walk(picture)
  }
}
