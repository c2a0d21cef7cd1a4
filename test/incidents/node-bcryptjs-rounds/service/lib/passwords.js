const { compare, hash } = require('bcryptjs')
const settings = require('../settings.json')

const hashes = new Map()

exports.setPassword = async (name, password) => hashes.set(name, await hash(password, settings.passwords.rounds))
exports.mayEnter = async (name, password) => hashes.has(name) && compare(password, hashes.get(name))
