const { parse } = require('csv-parse/sync')
const { readFileSync } = require('node:fs')
const { countDevices } = require('./lib/count-devices')

const rows = parse(readFileSync(process.argv[2]), { columns: true })
for (const [device, count] of countDevices(rows)) console.log(`${count}\t${device}`)
