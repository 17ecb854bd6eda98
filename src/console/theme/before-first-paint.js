// Runs before the first paint, so that a dark room never flashes white. Plain JavaScript: it is served as it stands.
;(function () {
  var root = document.documentElement
  var kept = {}
  try {
    kept = { theme: localStorage.getItem('rollcall-theme'), density: localStorage.getItem('rollcall-density') }
  } catch {
    // Storage is blocked: the system's theme is used.
  }
  var chosen = kept.theme === 'light' || kept.theme === 'dark'
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  root.setAttribute('data-mantine-color-scheme', chosen ? kept.theme : system)
  root.setAttribute('data-density', kept.density === 'compact' || kept.density === 'roomy' ? kept.density : 'regular')
})()
