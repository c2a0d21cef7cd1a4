const Ajv = require('ajv')
const addFormats = require('ajv-formats')
const schema = require('../schemas/signup.json')

const validate = addFormats(new Ajv({ allErrors: true })).compile(schema)

/** What is wrong with a sign-up, as the form shows it. */
exports.faultsOf = (signup) => (validate(signup) ? [] : validate.errors.map(({ instancePath, message }) => ({ instancePath, message })))
