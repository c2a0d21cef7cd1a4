const UAParser = require('ua-parser-js')

/** How many visits each kind of device made, most first. */
exports.countDevices = (rows) => {
  const counts = new Map()
  for (const { agent } of rows) {
    const { vendor, model } = new UAParser(agent).getDevice()
    const device = `${vendor} ${model}`
    counts.set(device, (counts.get(device) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20)
}
